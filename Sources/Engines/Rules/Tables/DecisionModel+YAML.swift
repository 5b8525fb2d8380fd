import Kernel
import Yams

extension DecisionModel {
    /// Reads decision tables written in YAML; `docs/extend/rules.md` shows how. In short:
    ///
    ///     name: 所需材料
    ///     hit policy: C
    ///     inputs: [{name: 业态, type: string}, {name: 面积, type: number}]
    ///     outputs: [{name: 材料, type: string}]
    ///     rules:
    ///       - {业态: [餐饮, 食堂], 面积: "> 150", 材料: 设备清单, because: 第十三条}
    ///
    /// One file holds one table, or several under `decisions`, of which one may take another's name as an input.
    /// Throws `rules.yaml` with the line where it isn't such a file. What is wrong within cells is among the `problems`.
    public init(yaml text: String, limits: Limits = Limits()) throws(Problem) {
        guard text.utf8.count <= limits.modelSize else { throw Problem("rules.yaml", .tooLarge, ["line": "1"]) }
        let root: Yams.Node?
        do { root = try Yams.compose(yaml: text) } catch {
            throw Problem("rules.yaml", .invalid, ["line": String(Self.line(of: error))], reason: "\(error)")
        }
        guard let root, let file = YAMLTables(root) else { throw Problem("rules.yaml", .invalid, ["line": "1"]) }
        self = SketchReader.model(try file.sketch(), limits: limits)
    }

    private static func line(of error: any Error) -> Int {
        switch error as? YamlError {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: 1
        }
    }
}

import Kernel
import Standards

/// A body as an upload writes it, before anything is believed.
struct BodyRow: Sendable, Decodable {
    var code: String?, name: String?, nameEn: String?, shortName: String?
    var region: String?, parent: String?, kind: String?
    var address: String?, phone: String?, hours: String?, sealName: String?

    /// - Throws: the faults of a credit code (`uscc.check` ...), `import.name`, `body.kind`.
    func body() throws -> Body {
        let code = try readCreditCode(code ?? "")
        guard let kind = Body.Kind(rawValue: kind ?? "department") else { throw Problem("body.kind", .invalid, ["kind": kind ?? ""]) }
        return Body(code: code, name: try importedName(name), nameEn: nameEn, shortName: shortName, region: region ?? "", parent: parent,
                    kind: kind, address: address ?? "", phone: phone ?? "", hours: hours ?? "", sealName: sealName)
    }

    private func readCreditCode(_ text: String) throws -> String {
        do { return try CreditCode(checking: text).text } catch { throw error.problem }
    }
}

extension ImportJudge<BodyRow, Body> {
    /// Takes a body once its parent is known, whatever their order in the file; those that never get one are refused, and so
    /// are circles.
    static func bodies(_ rows: [ImportRow<BodyRow>], known: [Body], isRegion: (String) -> Bool) -> ImportJudge {
        var judge = ImportJudge(rows, known: known) { row in
            let body = try row.body()
            guard isRegion(body.region) else { throw Problem("body.region", .invalid, ["region": body.region]) }
            return body
        }
        let hasParent = { (body: Body, known: [String: Body]) in body.parent.map { known[$0] != nil } ?? true }
        while judge.settle(where: hasParent, check: Body.refuseCircle) > 0 {}
        judge.settle { _, _ in true } check: { body, _ in throw Body.wrongParent(body) }
        return judge
    }
}

extension Body {
    fileprivate static func wrongParent(_ body: Body) -> Problem { Problem("body.parent", .invalid, ["parent": body.parent ?? ""]) }

    /// Walks up from the new parent; the walk is bounded by the number of bodies.
    fileprivate static func refuseCircle(_ body: Body, _ known: [String: Body]) throws {
        var above = body.parent, steps = 0
        while let code = above {
            steps += 1
            guard code != body.code, steps <= known.count else { throw wrongParent(body) }
            above = known[code]?.parent
        }
    }
}

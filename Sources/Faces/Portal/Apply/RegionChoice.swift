import Catalogue
import Kernel
import Organisations
import Web

/// A region chosen level by level: county, town, village. Each list offers what lies below the choice above it; a script fills
/// the next list at once, without it the page that is saved does.
struct RegionChoice {
    private static let levels: [Region.Level] = [.county, .town, .village]

    private let key: String
    private let field: FormField
    private let directory: OrganisationDirectory

    init(_ key: String, _ field: FormField, _ directory: OrganisationDirectory) {
        (self.key, self.field, self.directory) = (key, field, directory)
    }

    /// The code of the lowest region chosen; empty when none is. What doesn't lie below the choice above it is dropped.
    func value(from form: FormInput) -> String {
        let chosen = Self.levels.map { form[name($0)] }
        return chosen.reduce((above: directory.city?.code ?? "", code: "", isOpen: true)) { found, code in
            let isBelow = found.isOpen && directory.region(code)?.parent == found.above
            return isBelow ? (code, code, true) : (found.above, found.code, false)
        }.code
    }

    /// Three lists. The village may stay open; what is wrong stands beside the first list without a choice.
    func views(_ code: String, isRequired: Bool, _ problems: [FieldProblem], _ context: TongbanContext) -> [FieldView] {
        let line = directory.ancestors(of: code) + [directory.region(code)].compactMap { $0 }
        let problem = problems.first { $0.field == "form.\(key)" }
        var above = directory.city?.code
        return Self.levels.compactMap { level in
            let chosen = line.first { $0.level == level }
            defer { above = chosen?.code }
            let options = above.map { directory.children(of: $0).filter(\.isOffered) } ?? []
            // A town without villages asks for none.
            if level == .village, above != nil, options.isEmpty { return nil }
            let title = level == .county ? field.title(english: context.isEnglish) : ""
            let hint = options.isEmpty ? context.text("apply.region.above") : title
            let view = FieldView.choice(name(level), context.text("apply.region.\(level.rawValue)"), hint: hint,
                                        options: options.map { FieldView.Option($0.code, $0.name) }, value: chosen?.code ?? "")
            let isWrong = problem != nil && chosen == nil && above != nil && level != .village
            return view.with {
                $0.isRequired = isRequired && level != .village
                if isWrong { $0.error = context.text("field.choose") }
            }
        }
    }

    private func name(_ level: Region.Level) -> String { "form.\(key).\(level.rawValue)" }
}

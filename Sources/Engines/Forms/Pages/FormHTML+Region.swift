import Kernel
import Standards

/// 行政区划, level by level: a list for each, of what lies below the choice above it. A script fills the next list at once; without it
/// the page that comes back does.
extension FormHTML {
    func region(_ field: FormPage.FieldView) -> String {
        let offered = regions(nil)
        guard let top = offered.first.flatMap({ RegionCode($0.code)?.level }) else { return labelled(field, line(field)) }
        let line = RegionCode(field.value).map { Array(sequence(first: $0) { $0.parent }) } ?? []
        let chosen = Dictionary(line.map { ($0.level, $0.text) }) { first, _ in first }
        let lists = RegionCode.Level.allCases.filter { $0 >= top }.map { level in
            let above = RegionCode.Level(rawValue: level.rawValue - 1).flatMap { chosen[$0] }
            let within = level == top ? offered : above.map(regions) ?? []
            return list(field, level, within, chosen[level], isOpen: level == top || above != nil)
        }
        return fieldset(field, "regions", lists.joined())
    }

    /// One level. A village may stay open; a place without villages asks for none.
    private func list(
        _ field: FormPage.FieldView, _ level: RegionCode.Level, _ offered: [(code: String, name: String)], _ chosen: String?, isOpen: Bool
    ) -> String {
        let id = escape("\(field.id)-\(level)"), none = option("", texts.text("answer.choose"), false)
        let options = none + offered.map { option($0.code, $0.name, $0.code == chosen) }.joined()
        let isOptional = field.isRequired && level == .village
        let more = isOptional ? " <span class=\"optional\">\(escape(texts.text("answer.optional")))</span>" : ""
        let hint = isOpen ? "" : "<p class=\"hint\">\(escape(texts.text("answer.region.above")))</p>"
        let state = (field.error != nil && !isOptional && isOpen && chosen == nil ? " aria-invalid=\"true\"" : "")
            + (field.isLocked ? " disabled" : "")
        return "<div class=\"part\"\(isOpen && offered.isEmpty ? " hidden" : "")><label for=\"\(id)\">"
            + "\(escape(texts.text("answer.region.\(level)")))\(more)</label>\(hint)"
            + "<select id=\"\(id)\" name=\"\(escape(field.name))\" data-region=\"\(level)\"\(state)>\(options)</select></div>"
    }
}

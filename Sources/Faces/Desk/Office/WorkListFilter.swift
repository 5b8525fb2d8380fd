import Cases
import Catalogue
import Kernel
import Organisations
import Standards
import Web

/// What of a list is asked for, as the address carries it: it stays while one pages through.
struct WorkListFilter {
    let work: WorkFilter
    private let region: String

    init(_ query: FormInput) {
        region = RegionCode(query["region"])?.text ?? ""
        let item = query["item"]
        let isCode = item.utf8.count <= 40 && item.utf8.allSatisfy { 48...57 ~= $0 || 65...90 ~= $0 }
        work = WorkFilter(item: isCode ? item : "", region: RegionCode(region)?.prefix ?? "",
                          source: Case.Source(rawValue: query["source"]))
    }

    var isEmpty: Bool { work == WorkFilter() }

    /// What is asked for, as acts and addresses say it.
    var facts: [String: String] {
        let pairs = [("item", work.item), ("region", region), ("source", work.source?.rawValue ?? "")].filter { !$0.1.isEmpty }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    /// The path with the filter in its query.
    func path(_ path: String) -> String {
        let pairs = facts.sorted { $0.key < $1.key }
        return pairs.isEmpty ? path : "\(path)?" + pairs.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&")
    }

    /// The fields, with what can be chosen in this actor's sight.
    func view(_ parts: DeskParts, _ actor: CaseActor, _ station: Station, _ context: TongbanContext) -> FilterView {
        let directory = parts.organisations.directory
        var fields: [FieldView] = []
        if case .body(let body) = actor.scope {
            let items = parts.catalogue.current.items(of: body)
            let options = items.map { FieldView.Option($0.code, $0.item.name(english: context.language == .en)) }
            fields.append(.choice("item", context.text("desk.filter.item"), options: options, value: work.item))
        }
        let regions = directory.children(of: parts.city.region).map { FieldView.Option($0.code, $0.name) }
        fields.append(.choice("region", context.text("desk.filter.region"), options: regions, value: region))
        let sources = [Case.Source.online, .window].map { FieldView.Option($0.rawValue, CaseWords.source($0, context)) }
        fields.append(.choice("source", context.text("desk.filter.source"), options: sources, value: work.source?.rawValue ?? ""))
        return FilterView(path: station.todoPath, fields: fields)
    }
}

struct FilterView {
    let path: String
    let fields: [FieldView]
}

import Cases
import Catalogue
import Hummingbird
import Kernel
import Organisations
import Standards
import Web

/// What the front page shows.
struct HomePage: Sendable {
    struct Figure: Sendable { let label: String, value: String, unit: String }

    let hot: [LinkView]
    let person: [EventTile]
    let enterprise: [EventTile]
    let popular: [ItemView]
    let cases: [CaseCard]
    let hasCases: Bool
    let bodies: [BodyView]
    let region: String
    let figures: [Figure]

    init(_ catalogue: CatalogueSnapshot, cases: [Case], acts: Int, _ context: TongbanContext, _ directory: OrganisationDirectory) {
        let events = catalogue.lifeEvents
        person = events.filter { $0.group == "person" }.map { EventTile($0, context) }
        enterprise = events.filter { $0.group != "person" }.map { EventTile($0, context) }
        hot = catalogue.hotWords(context)
        popular = catalogue.popular.map { ItemView($0, context, directory) }
        self.cases = cases.map { CaseCard($0, context) }
        hasCases = !cases.isEmpty
        bodies = catalogue.bodiesWithItems.prefix(8).compactMap { entry in
            directory.body(entry.body).map { BodyView($0, count: entry.count, english: context.isEnglish) }
        }
        region = directory.pathName(of: context.region)
        figures = Self.figures(catalogue, acts: acts, context)
    }

    /// Counted from what is published and recorded, never estimated.
    private static func figures(_ catalogue: CatalogueSnapshot, acts: Int, _ context: TongbanContext) -> [Figure] {
        let items = catalogue.items.map(\.item)
        guard !items.isEmpty else { return [] }
        let saved = items.filter { $0.statutory.count > 0 && $0.statutory.unit == $0.promised.unit }
            .map { 1 - Double($0.promised.count) / Double($0.statutory.count) }
        let exempt = items.flatMap(\.materials).count { $0.how == .exempt }
        let share = saved.isEmpty ? 0 : Int((saved.reduce(0, +) / Double(saved.count) * 100).rounded())
        let counted = [
            ("items", items.count), ("online", items.count { $0.online }), ("faster", share), ("exempt", exempt), ("acts", acts),
        ]
        return counted.filter { $0.1 > 0 }.map { key, value in
            Figure(label: context.text("portal.figure.\(key)"), value: "\(value)", unit: context.text("portal.figure.\(key).unit"))
        }
    }
}

/// One of the reader's own cases, in a few words.
struct CaseCard: Sendable {
    let path: String
    let name: String
    let state: TagView
    let note: String
    /// What the button says: what is asked of the reader, or to look.
    let action: String

    init(_ record: Case, _ context: TongbanContext) {
        let isAsked = record.isOpen && record.standing.phase == .correcting
        path = "/me/cases/\(record.id)\(isAsked ? "/correction" : "")"
        action = context.text(isAsked ? "portal.home.correct" : "portal.home.case")
        name = record.itemName
        state = CaseWords.state(of: record, context)
        note = CaseWords.next(for: record, context)
    }
}

import Forms
import Kernel
import Ledger
import Organisations
import Standards
import Storage
import Synchronization

/// The catalogue of items (事项清单): what the city offers, in which version, and how it is found.
public final class Catalogue: Sendable {
    private let database: any Database
    private let ledger: Ledger
    private let directory: OrganisationDirectory
    /// 通用申请表: of items whose own form has not been worked out, so that every item can be applied for from the first day.
    private let plainForm: Form
    /// By which limits are compared before an item is published.
    private let calendar: WorkingCalendar
    private let clock: any Clock
    private let random: any RandomSource
    private let snapshot = Mutex(CatalogueSnapshot(items: [], lifeEvents: [], bodies: [:]))
    /// Versions that running cases still hold, besides the current ones.
    private let older = Memo<PublishedItem>(bound: 1000)

    public init(
        database: any Database, ledger: Ledger, directory: OrganisationDirectory, plainForm: Form,
        calendar: WorkingCalendar, clock: any Clock, random: any RandomSource
    ) {
        (self.database, self.ledger, self.directory, self.plainForm) = (database, ledger, directory, plainForm)
        (self.calendar, self.clock, self.random) = (calendar, clock, random)
    }

    /// What is published now.
    public var current: CatalogueSnapshot { snapshot.withLock { $0 } }

    /// Reads the published catalogue into memory: at start and after each publication.
    public func load() async throws {
        let (items, events) = try await database.read { [plainForm] tx in
            (try CatalogueStore.current(plain: plainForm, in: tx), try CatalogueStore.lifeEvents(in: tx))
        }
        let bodies = Dictionary(directory.bodies.map { ($0.code, $0) }) { first, _ in first }
        let loaded = CatalogueSnapshot(items: items, lifeEvents: events, bodies: bodies)
        snapshot.withLock { $0 = loaded }
    }

    /// The version that a case began with.
    /// - Throws: `item.unknown`.
    public func item(_ code: String, version: Int) async throws -> PublishedItem {
        if let now = current.item(code: code), now.version == version { return now }
        return try await older.value("\(code)/\(version)") {
            guard let found = try await database.read({ [plainForm] in
                try CatalogueStore.version(version, of: code, plain: plainForm, in: $0)
            }) else {
                throw Problem("item.unknown", .notFound, ["code": code])
            }
            return found
        }
    }

    /// Publishes rows (事项发布): each that differs from what is there becomes the item's next version; each that has
    /// something wrong with it is refused with the reason, and the others stay.
    public func publish(_ rows: [ItemRow], by actor: Actor) async throws -> ImportReport {
        let bodies = Set(directory.bodies.map(\.code))
        var report = ImportReport()
        var sound: [(row: ItemRow, item: ServiceItem)] = []
        for row in rows {
            switch row.content {
            case .failure(let problem): report.refuse(row.number, row.key, problem)
            case .success(let item):
                let problems = ItemCheck.problems(in: item, bodies: bodies, calendar: calendar)
                if problems.isEmpty { sound.append((row, item)) } else { report.refuse(row.number, row.key, .fields(problems)) }
            }
        }
        for start in stride(from: 0, to: sound.count, by: 64) {
            let batch = Array(sound[start..<min(start + 64, sound.count)])
            report.merge(try await publish(batch: batch, by: actor))
        }
        try await load()
        return report
    }

    public func replace(lifeEvents: [LifeEvent], by actor: Actor) async throws {
        let now = clock.now
        let id = ID<Act>(at: now, random)
        try await ledger.command { tx -> Acted<Void> in
            try CatalogueStore.replace(lifeEvents: lifeEvents, in: tx)
            return Acted(recording: Act(id, "catalogue.life_events_replaced", of: Subject("catalogue", "life-events"), by: actor, at: now,
                             facts: ["count": "\(lifeEvents.count)"]))
        }
        try await load()
    }

    private func publish(batch: [(row: ItemRow, item: ServiceItem)], by actor: Actor) async throws -> ImportReport {
        let now = clock.now
        return try await ledger.commandOnce { [random] tx -> Once<ImportReport> in
            try tx.lock("catalogue")
            var report = ImportReport()
            var acts: [Act] = []
            for (row, item) in batch {
                if let owner = try CatalogueStore.owner(ofSlug: item.slug, in: tx), owner != item.code {
                    report.refuse(row.number, row.key, .fields([FieldProblem("slug", "item.slug_taken", ["value": item.slug])]))
                    continue
                }
                let text = try JSONText.encode(item)
                let newest = try CatalogueStore.newest(item.code, in: tx)
                guard newest?.snapshot != text else {
                    report.unchanged += 1
                    continue
                }
                let version = (newest?.version ?? 0) + 1
                try CatalogueStore.publish(item, snapshot: text, version: version, at: now, in: tx)
                if newest == nil { report.added += 1 } else { report.changed += 1 }
                acts.append(Act(ID(at: now, random), "item.published", of: Subject("item", item.code), by: actor, at: now,
                                facts: ["name": item.name, "version": "\(version)"]))
            }
            return acts.isEmpty ? .already(report) : .now(try Acted(report, acts))
        }
    }
}

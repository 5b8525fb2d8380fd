import Catalogue
import Kernel
import Ledger
import Standards
import Storage

/// Where the time of cases stands, for the lights that pages give them.
extension Cases {
    /// Of a list of cases: their special procedures are read at once, and their contents only where an item's limits depend on them.
    public func times(of records: [Case]) async throws -> [ID<Case>: CaseTime] {
        var items: [ID<Case>: PublishedItem] = [:]
        for record in records where record.acceptedOn != nil && record.isOpen { items[record.id] = try await item(of: record) }
        return try await ledger.read { [self, items] tx in
            let suspensions = try store.suspensions(of: items.keys.sorted(), tx)
            return try records.reduce(into: [:]) { times, record in
                let limits = try items[record.id].map { item in
                    (promised: try promised(item, of: record.id, tx), statutory: item.item.statutory)
                }
                times[record.id] = time(of: record, limits, suspensions[record.id] ?? [])
            }
        }
    }

    public func time(of file: CaseFile, item: PublishedItem) -> CaseTime {
        time(of: file.record, (item.promised(for: file.content), item.item.statutory), file.suspensions)
    }

    private func time(of record: Case, _ limits: (promised: Limit, statutory: Limit)?, _ suspensions: [CaseSuspension]) -> CaseTime {
        var accepted: (on: LocalDate, promised: Limit, statutory: Limit)?
        if let on = record.acceptedOn, let limits { accepted = (on, limits.promised, limits.statutory) }
        return CaseTime(
            dueOn: record.dueOn, isCorrecting: record.standing.phase == .correcting, accepted: accepted,
            suspensions: suspensions.map(\.stretch), closed: record.closedAt.map { (LocalDate($0), record.result?.isDecided ?? false) },
            calendar: calendar)
    }
}

extension CaseSuspension {
    /// As time is counted.
    public var stretch: Suspension<LocalDate> { Suspension(start: startedOn, end: endedOn, approvedDays: approvedDays) }
}

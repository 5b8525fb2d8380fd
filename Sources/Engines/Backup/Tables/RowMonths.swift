import Kernel
import Storage
import Synchronization

/// The months that rows on their way belong to. Big tables may be kept in parts, one a month: a part is made at once before its first
/// rows come, and hardly ever again when they lie elsewhere.
final class RowMonths: Sendable {
    private let database: any Database
    /// A key that tells of a day outside of these is none of ours.
    private let earliest = Timestamp(milliseconds: 946_684_800_000), latest: Timestamp
    private let made = Mutex<Set<LocalDate>>([])

    init(_ database: any Database, now: Timestamp) {
        (self.database, latest) = (database, now + .days(62))
    }

    /// Makes the parts for rows with these keys, which begin with a time or tell of none.
    func prepare(for keys: [String]) async throws {
        guard let first = keys.min().flatMap(time), let last = keys.max().flatMap(time) else { return }
        var months = [month(of: first)]
        while let next = months.last.map({ month(of: $0.adding(days: 31).at()) }), next <= month(of: last) { months.append(next) }
        guard !made.withLock({ $0.isSuperset(of: months) }) else { return }
        try await database.prepareParts(from: first, until: last)
        made.withLock { $0.formUnion(months) }
    }

    private func time(_ key: String) -> Timestamp? {
        guard let time = ID<RowMonths>(key)?.time, time >= earliest, time <= latest else { return nil }
        return time
    }

    /// Its first day.
    private func month(of instant: Timestamp) -> LocalDate {
        let day = LocalDate(instant)
        return day.adding(days: 1 - day.day)
    }
}

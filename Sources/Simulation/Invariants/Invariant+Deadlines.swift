import Cases
import Catalogue
import Kernel
import Standards

extension Invariant {
    /// Counted again from the acts, a day at a time, by nothing but which days are working days.
    static let deadlines = Invariant("every case is received, accepted and due on the days that its acts and the calendar give") { books in
        let acts = books.actsOfCases
        return books.cases.flatMap { entry -> [String] in
            guard let item = books.item(of: entry)?.item, let own = acts[entry.id] else { return [] }
            return Reckoning(books, item, own).contradictions(with: entry)
        }
    }
}

/// The days of a case, reckoned anew.
private struct Reckoning {
    private let books: Books
    private let item: ServiceItem
    /// What was promised at acceptance: items may promise less time in some situations.
    private var promised: Limit
    private var received = LocalDate(dayNumber: 0), accepted: LocalDate?
    private var due = LocalDate(dayNumber: 0), statutory: LocalDate?
    /// The first and the last day that isn't counted of each special procedure.
    private var pauses: [(after: LocalDate, through: LocalDate)] = []

    init(_ books: Books, _ item: ServiceItem, _ acts: [ActEntry]) {
        (self.books, self.item, promised) = (books, item, item.promised)
        for act in acts { note(act) }
    }

    private mutating func note(_ act: ActEntry) {
        switch act.kind {
        case "case.submitted", "case.correction_supplied":
            received = dayOfReceipt(act.at)
            due = working(item.isImmediate ? 0 : books.acceptanceDays, after: received)
        case "case.correction_requested": due = working(books.correctionDays, after: LocalDate(act.at))
        case "case.accepted":
            accepted = act.actorKind == "system" ? received : LocalDate(act.at)
            promised = act.promised ?? item.promised
            recount()
        case "case.suspended":
            let start = LocalDate(act.at)
            pauses.append((start, working(act.facts["approvedDays"].flatMap { Int($0) } ?? 0, after: start)))
            recount()
        case "case.resumed":
            if let last = pauses.popLast() { pauses.append((last.after, min(last.through, LocalDate(act.at)))) }
            recount()
        default: break
        }
    }

    private mutating func recount() {
        guard let accepted else { return }
        due = end(of: promised, from: accepted)
        statutory = end(of: item.statutory, from: accepted)
    }

    /// The last day on which no more than the limit is used.
    private func end(of limit: Limit, from start: LocalDate) -> LocalDate {
        var used = 0, day = start
        while used < limit.count {
            day = day.adding(days: 1)
            if isCounted(day, limit.unit) { used += 1 }
        }
        day = nextWorking(day)
        // A special procedure that begins before the time is over keeps the rest of it.
        while let pause = pauses.first(where: { $0.after <= day && day < $0.through }) { day = nextWorking(pause.through) }
        return day
    }

    private func isCounted(_ day: LocalDate, _ unit: Limit.Unit) -> Bool {
        guard !pauses.contains(where: { $0.after < day && day <= $0.through }) else { return false }
        return unit == .calendarDay || books.calendar.isWorkingDay(day)
    }

    private func working(_ count: Int, after start: LocalDate) -> LocalDate {
        var left = count, day = nextWorking(start)
        if count > 0 { day = start }
        while left > 0 {
            day = day.adding(days: 1)
            if books.calendar.isWorkingDay(day) { left -= 1 }
        }
        return day
    }

    private func nextWorking(_ day: LocalDate) -> LocalDate {
        var day = day
        while !books.calendar.isWorkingDay(day) { day = day.adding(days: 1) }
        return day
    }

    /// What comes after hours or on a day off comes on the next working day.
    private func dayOfReceipt(_ instant: Timestamp) -> LocalDate {
        let day = LocalDate(instant)
        return nextWorking(instant < day.at() + .seconds(books.calendar.hours.closing) ? day : day.adding(days: 1))
    }

    func contradictions(with entry: CaseEntry) -> [String] {
        let pairs: [(String, LocalDate?, LocalDate?)] = [
            ("received on", received, entry.receivedOn), ("accepted on", accepted, entry.acceptedOn), ("due on", due, entry.dueOn),
            ("due by law on", statutory, entry.statutoryDueOn),
        ]
        return pairs.filter { $0.1 != $0.2 }.map { "case \(entry.id) is \($0.0) \(text($0.2)), reckoned \(text($0.1))" }
    }

    private func text(_ day: LocalDate?) -> String { day?.description ?? "no day" }
}

extension ActEntry {
    /// 承诺办结时限 as the act says it.
    var promised: Limit? { facts["promised"].flatMap(Limit.init(fact:)) }
}

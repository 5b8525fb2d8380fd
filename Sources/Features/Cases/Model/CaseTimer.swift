import Foundation
import Kernel
import Standards
import Workflow

/// A time that runs in a case's procedure (时限).
struct CaseTimer: Sendable, Hashable, Codable {
    let kind: TimerRule.Kind
    /// When it runs out, if it isn't held.
    var due: Timestamp
    /// What is left of it while it is held: working days, or milliseconds.
    var left: Int64?
    /// How its working days are counted: so many, after this instant. `nil` for other kinds, and for timers of earlier releases.
    private var from: Timestamp?, days: Int?

    /// - Throws: `case.timer_unread` when the text is no such time.
    init(_ rule: TimerRule, from now: Timestamp, _ calendar: WorkingCalendar) throws(Problem) {
        guard let due = Self.due(rule, from: now, calendar) else { throw Problem("case.timer_unread", .fault, reason: rule.text) }
        (kind, self.due) = (rule.kind, due)
        if rule.kind == .workingDays { (from, days) = (now, Int(rule.text)) }
    }

    init(kind: TimerRule.Kind, due: Timestamp) { (self.kind, self.due) = (kind, due) }

    /// The last day that the applicant or the staff have.
    var lastDay: LocalDate { LocalDate(due - .milliseconds(1)) }

    mutating func hold(at now: Timestamp, _ calendar: WorkingCalendar) {
        let days = Int64(max(0, calendar.workingDays(between: LocalDate(now), and: max(lastDay, LocalDate(now)))))
        left = kind == .workingDays ? days : max(0, due.milliseconds - now.milliseconds)
    }

    mutating func release(at now: Timestamp, _ calendar: WorkingCalendar) {
        guard let left else { return }
        due = kind == .workingDays ? Self.end(ofDays: Int(left), from: now, calendar) : now + .milliseconds(left)
        if kind == .workingDays { (from, days) = (now, Int(left)) }
        self.left = nil
    }

    /// Counts its days by another calendar.
    /// - Returns: whether it runs out at another time now. One that is held will be counted when it is released.
    mutating func recount(_ calendar: WorkingCalendar) -> Bool {
        guard left == nil, let from, let days else { return false }
        let counted = Self.end(ofDays: days, from: from, calendar)
        defer { due = counted }
        return due != counted
    }

    private static func due(_ rule: TimerRule, from now: Timestamp, _ calendar: WorkingCalendar) -> Timestamp? {
        switch rule.kind {
        case .workingDays: Int(rule.text).flatMap { (0...3660).contains($0) ? end(ofDays: $0, from: now, calendar) : nil }
        case .duration: milliseconds(rule.text).map { now + .milliseconds($0) }
        case .cycle: rule.text.split(separator: "/").last.flatMap { milliseconds(String($0)) }.map { now + .milliseconds($0) }
        case .date: (try? Date(rule.text, strategy: .iso8601)).map { Timestamp(milliseconds: Int64($0.timeIntervalSince1970 * 1000)) }
        }
    }

    /// The end of the last of so many working days.
    private static func end(ofDays count: Int, from now: Timestamp, _ calendar: WorkingCalendar) -> Timestamp {
        calendar.addWorkingDays(from: LocalDate(now), count: count).adding(days: 1).at()
    }

    /// `P3DT4H5M6S`, up to ten years; months and years have no fixed length and are none.
    private static func milliseconds(_ text: String) -> Int64? {
        let pattern = /P(?:(\d{1,4})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?/
        guard text.count > 2, let parts = text.wholeMatch(of: pattern)?.output else { return nil }
        let counts = [parts.1, parts.2, parts.3, parts.4].map { $0.flatMap { Int64($0) } ?? 0 }
        let seconds = zip(counts, [86_400, 3600, 60, 1]).reduce(Int64(0)) { $0 + $1.0 * $1.1 }
        return seconds > 0 && seconds <= 3660 * 86_400 ? seconds * 1000 : nil
    }
}

/// What is kept of a case's procedure (`cases.process`): the instance, and its times by their names.
struct CaseProcess: Sendable, Hashable, Codable {
    var instance: ProcessInstance
    var timers: [String: CaseTimer] = [:]
}

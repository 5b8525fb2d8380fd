import Kernel
import Storage

/// By which calendar something was last counted, and how far counting it anew has come.
public struct CalendarCount: Sendable {
    public static let cases = CalendarCount(subject: "cases")

    private let subject: String

    /// - Parameter subject: what is counted: `cases`, `lights`.
    public init(subject: String) { self.subject = subject }

    public func isDone(by calendar: String, _ tx: any Reading) throws -> Bool {
        try tx.row("SELECT calendar FROM calendar_count WHERE subject = \(subject) AND place IS NULL")?.get("calendar") == calendar
    }

    /// Begins counting by this calendar; `false` when that was done before, finished or not.
    public func begin(by calendar: String, _ tx: any Transaction) throws -> Bool {
        try tx.execute("""
            INSERT INTO calendar_count (subject, calendar, place) VALUES (\(subject), \(calendar), '')
            ON CONFLICT (subject) DO UPDATE SET calendar = excluded.calendar, place = ''
            WHERE calendar_count.calendar <> excluded.calendar
            """) > 0
    }

    /// The key after which it goes on; `nil` when everything is counted, or another calendar has come since.
    public func place(by calendar: String, _ tx: any Reading) throws -> String? {
        try tx.row("SELECT place FROM calendar_count WHERE subject = \(subject) AND calendar = \(calendar)")?.find("place")
    }

    /// Notes how far it has come; `nil` is the end.
    public func went(to place: String?, by calendar: String, _ tx: any Transaction) throws {
        try tx.execute("UPDATE calendar_count SET place = \(place) WHERE subject = \(subject) AND calendar = \(calendar)")
    }

    public func restart(by calendar: String, _ tx: any Transaction) throws { try went(to: "", by: calendar, tx) }
}

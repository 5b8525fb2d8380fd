import Drawing
import Kernel
@testable import Licences
import Standards
import Testing

@Suite("Licence types") struct LicenceTypeTests {
    static func type(_ validity: String) throws -> LicenceType {
        try JSONText.decode(from: Array("""
            {"code": "11410200MBKF00019K001", "name": "证", "holder": "either", "definedBy": "某局", "definedByCode": "11410200MBKF00019K",
             "validity": \(validity), "category": "证照", "fields": [],
             "layout": {"title": "证", "orientation": "portrait", "accent": "#1d6f42"}}
            """.utf8))
    }

    @Test("a licence is good until the day before its anniversary", arguments: [
        (#"{"years": 5}"#, "2026-10-08", "2031-10-07"), (#"{"years": 1}"#, "2026-01-01", "2026-12-31"),
        (#"{"months": 6}"#, "2026-10-08", "2027-04-07"),
        (#"{"years": 1, "months": 6}"#, "2026-10-08", "2028-04-07"), (#"{"months": 1}"#, "2026-12-31", "2027-01-30"),
        (#"{"years": 4}"#, "2024-02-29", "2028-02-28"), (#"{"years": 1}"#, "2024-02-29", "2025-02-28"),
        // 民法典 art. 202: a month without the corresponding day ends the term with its last.
        (#"{"months": 6}"#, "2026-08-31", "2027-02-28"), (#"{"months": 6}"#, "2027-08-31", "2028-02-29"),
        (#"{"months": 6}"#, "2026-08-30", "2027-02-28"), (#"{"months": 6}"#, "2026-08-28", "2027-02-27"),
        (#"{"months": 1}"#, "2026-03-31", "2026-04-30"), ("null", "2026-10-08", nil),
    ] as [(String, String, String?)])
    func validity(_ validity: String, from day: String, until: String?) throws {
        #expect(try Self.type(validity).validUntil(from: #require(LocalDate(day))) == until.flatMap { LocalDate($0) })
    }

    @Test("a code that stands twice, or a list that is none, is refused", arguments: ["", "{}", "[{}]"])
    func unreadable(text: String) { #expect(throws: (any Error).self) { try LicenceTypes(json: Array(text.utf8)) } }

    @Test("colours are read as they are written", arguments: [
        ("#b3242b", true), ("#B3242B", true), ("b3242b", false), ("#b3242", false), ("#b3242g", false), ("#é3242", false), ("", false),
    ])
    func colours(text: String, isRead: Bool) { #expect((Colour(hex: text) != nil) == isRead) }
}

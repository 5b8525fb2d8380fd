import Kernel
import Standards

/// What `format` may name: the formats of the standard (Validation §7.3), and those of the field: `citizen-id`, `uscc`,
/// `region-code`, `mobile-cn`, `licence-id`, `money`.
public struct Format: Sendable {
    public let name: String
    private let test: Test

    /// `nil` for a format that nobody knows.
    public init?(_ name: String) {
        guard let test = Self.tests[name] else { return nil }
        (self.name, self.test) = (name, test)
    }

    public static var names: [String] { tests.keys.sorted() }

    /// What is wrong with a value, if anything is: the key of its message, and what that needs. Values of other kinds pass.
    func fault(in value: JSON, today: LocalDate?) -> StandardError? {
        switch (test, value) {
        case (.grammar(let isValid), .string(let text)):
            isValid(text) ? nil : StandardError("answer.format.\(name.replacing("-", with: "_"))")
        case (.code(let check), .string(let text)): check(text, today)
        case (.money, .string(let text)): Money(text) == nil ? StandardError("answer.format.money") : nil
        case (.money, .number), (.money, .decimal):
            value.exactNumber.map { $0.exponent >= -2 } ?? true ? nil : StandardError("answer.format.money")
        default: nil
        }
    }

    private enum Test: Sendable {
        /// A format of the standard: right or not.
        case grammar(@Sendable (String) -> Bool)
        /// A code of the field, which says what is wrong with it. It counts as right in every writing that it is read in.
        case code(@Sendable (String, LocalDate?) -> StandardError?)
        /// 金额: a text as people write amounts, or a number of whole fen.
        case money
    }

    private static let tests: [String: Test] = [
        "date-time": .grammar(DateTimes.isDateTime), "date": .grammar(DateTimes.isDate), "time": .grammar(DateTimes.isTime),
        "duration": .grammar { Grammar.duration.accepts($0) },
        "email": .grammar { Mailbox.isValid($0, isInternational: false) },
        "idn-email": .grammar { Mailbox.isValid($0, isInternational: true) },
        "hostname": .grammar { Hostname.isValid($0, isInternational: false) },
        "idn-hostname": .grammar { Hostname.isValid($0, isInternational: true) },
        "ipv4": .grammar { IPAddress.isValid($0, version: 4) }, "ipv6": .grammar { IPAddress.isValid($0, version: 6) },
        "uri": .grammar { URISyntax.uri.accepts($0, relative: false) }, "uri-reference": .grammar { URISyntax.uri.accepts($0, relative: true) },
        "iri": .grammar { URISyntax.iri.accepts($0, relative: false) }, "iri-reference": .grammar { URISyntax.iri.accepts($0, relative: true) },
        "uri-template": .grammar { Grammar.uriTemplate.accepts($0) }, "uuid": .grammar { Grammar.uuid.accepts($0) },
        "json-pointer": .grammar(JSONPointer.isValid), "relative-json-pointer": .grammar(Grammar.isRelativePointer),
        "regex": .grammar { Pattern($0) != nil },
        "citizen-id": .code(citizenID),
        "uscc": .code { text, _ in fault { () throws(StandardError) in _ = try CreditCode(checking: text) } },
        "region-code": .code { text, _ in fault { () throws(StandardError) in _ = try RegionCode(checking: text) } },
        "mobile-cn": .code { text, _ in fault { () throws(StandardError) in _ = try MobileNumber(checking: text) } },
        "licence-id": .code { text, _ in fault { () throws(StandardError) in _ = try LicenceIdentifier(checking: text) } },
        "money": .money,
    ]

    private static func citizenID(_ text: String, _ today: LocalDate?) -> StandardError? {
        fault { () throws(StandardError) in
            if let today { _ = try CitizenID(checking: text, today: today) } else { _ = try CitizenID(checking: text) }
        }
    }

    private static func fault(_ check: () throws(StandardError) -> Void) -> StandardError? {
        do { try check() } catch { return error }
        return nil
    }
}

import Kernel
import Storage

/// How far somebody sees what is filed in a holder's name (可见范围), as he acts now. Rooms that keep such things make it part of their queries.
public struct Sight: Sendable, Hashable {
    /// Who looks.
    public let account: String
    /// The holder's identity number or credit code.
    public let number: String
    /// The name under which a person is known who has been vouched for (level L2 and up); `nil` for one who only claims his number: he sees
    /// what this account has handed in itself, and nothing that others filed under the number.
    public let vouchedName: String?
    /// For a legal person: the mandate, which must be alive whenever it is asked for.
    public let mandate: MandateCheck?
}

extension Holder {
    /// - Parameter now: when mandates must be valid.
    public func sight(at now: Timestamp) -> Sight {
        Sight(
            account: account.id.text, number: number,
            vouchedName: kind == .person && assurance >= .register ? name : nil,
            mandate: legalPerson.map { MandateCheck(account: account.id, legalPerson: $0.code, power: .see, at: now) })
    }
}

extension Sight: CustomStringConvertible, CustomReflectable {
    public var description: String { "sight of \(account)" }
    public var customMirror: Mirror { Mirror(self, children: ["account": account]) }
}

/// Asks the mandates as they are at this moment: it stands within the query for what the agent would see or change, so that neither a session that
/// is remembered nor a page that is past shows more than the mandate does.
public struct MandateCheck: Sendable, Hashable {
    public let account: ID<Account>
    public let legalPerson: String
    public var power: Agency.Power
    public let at: Timestamp

    public init(account: ID<Account>, legalPerson: String, power: Agency.Power, at instant: Timestamp) {
        (self.account, self.legalPerson, self.power, at) = (account, legalPerson, power, instant)
    }

    public func needing(_ power: Agency.Power) -> MandateCheck {
        var check = self
        check.power = power
        return check
    }

    /// A condition on rows that have an `item_code`.
    public var condition: SQL { "EXISTS (\(alive) AND \(covering("item_code")))" }

    /// Whether it holds for one item.
    public func holds(for item: String, _ tx: any Reading) throws -> Bool {
        try tx.row("\(alive) AND \(covering("\(item)"))") != nil
    }

    private var alive: SQL {
        """
        SELECT 1 AS alive FROM agency WHERE agency.account = \(account) AND agency.legal_person = \(legalPerson) \
        AND agency.scope IN \(list: Agency.Scope.allowing(power)) AND agency.since <= \(at) AND (agency.until IS NULL OR agency.until > \(at))
        """
    }

    private func covering(_ item: SQL) -> SQL {
        let given: SQL = "SELECT 1 FROM agency_item given WHERE given.account = agency.account AND given.legal_person = agency.legal_person"
        return "(NOT EXISTS (\(given)) OR EXISTS (\(given) AND given.item = \(item)))"
    }
}

import Kernel

/// One line of the security log (安全日志): something that whoever guards the platform wants to see again. No personal data in the clear:
/// people by key and mask, names that were typed and addresses by blind index.
public struct SecurityEvent: Sendable {
    public let id: ID<SecurityEvent>
    public let kind: Kind
    /// How often the same happened within the second.
    public var times: Int
    /// Who did it, by his account's key; `nil` for a visitor.
    public let actor: String?
    /// The account that it was done to.
    public let account: String?
    /// How they are called: staff in full, persons and names that were typed by their masks.
    public let name: String
    /// Blind indexes of the name that was typed, and of the address it came from: equal ones are the same.
    public let typed: [UInt8]?, address: [UInt8]?
    /// What was asked for, as a pattern (`GET /office/cases/:id`), and the number of the request, by which the server's log has it.
    public let route: String, request: String
    /// The code of the refusal, or what an act says of itself.
    public let details: [String: String]

    public var at: Timestamp { id.time }

    public init(
        _ id: ID<SecurityEvent>, _ kind: Kind, times: Int = 1, actor: String? = nil, account: String? = nil, name: String,
        typed: [UInt8]? = nil, address: [UInt8]? = nil, route: String = "", request: String = "", details: [String: String] = [:]
    ) {
        (self.id, self.kind, self.times, self.actor, self.account, self.name) = (id, kind, times, actor, account, name)
        (self.typed, self.address, self.route, self.request, self.details) = (typed, address, route, request, details)
    }
}

extension SecurityEvent {
    /// What happened.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// A wrong name or password.
        case failed = "sign_in.failed"
        /// An attempt that came too early after failures.
        case delayed = "sign_in.delayed"
        /// Somebody asked for what he may not (403).
        case refused = "access.refused"
        /// Somebody looked at this log, or took it away.
        case read = "log.read", exported = "log.exported"
        /// More happened within a second than is kept one by one.
        case overflow = "log.overflow"
        /// What follows is told by acts of the ledger, where it stands too.
        case signedIn = "staff.signed_in", appointed = "staff.appointed", capacity = "capacity.changed", revealed = "person.revealed"
        case caseRevealed = "case.revealed", passwordChanged = "account.password_changed", dataExported = "data.exported"
        case dismissed = "staff.dismissed", sessionsEnded = "account.sessions_ended"
        case bound = "account.bound", reclaimed = "account.reclaimed", voided = "account.voided"

        /// Those that come from the ledger.
        static let acts: [Kind] = [
            .signedIn, .appointed, .dismissed, .capacity, .revealed, .caseRevealed, .passwordChanged, .sessionsEnded, .bound, .reclaimed,
            .voided, .dataExported,
        ]
    }
}

/// What an auditor wants to see.
public struct SecurityFilter: Sendable, Equatable {
    public var kind: SecurityEvent.Kind?
    public var day: LocalDate?
    public var party: SecurityParty?

    public init(kind: SecurityEvent.Kind? = nil, day: LocalDate? = nil, party: SecurityParty? = nil) {
        (self.kind, self.day, self.party) = (kind, day, party)
    }
}

/// Whom something is about: an account, or a name that nobody has and somebody typed.
public enum SecurityParty: Sendable, Equatable {
    case account(String)
    case typed([UInt8])
}

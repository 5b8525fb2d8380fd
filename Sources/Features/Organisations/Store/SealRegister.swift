import Kernel
import Signing
import Storage

/// All SQL about the states of seals and certificates: what is in force, what was replaced, withdrawn, revoked. No key is read here.
enum SealRegister {
    /// A city has hundreds of seals, with those of former years; this is only a guard against a table that is not ours.
    private static let most = 100_000

    /// How it stands with a body's seal.
    enum Standing: Sendable, Equatable {
        /// It has never had one.
        case none
        case inForce(id: String, until: Timestamp)
        /// The last was withdrawn and there is no other yet.
        case withdrawn
    }

    static func standing(of body: String, _ tx: any Reading) throws -> Standing {
        let found = try tx.row("SELECT id, valid_until FROM seal WHERE body = \(body) AND withdrawn_at IS NULL AND replaced_at IS NULL")
        if let found { return .inForce(id: try found.get("id"), until: try found.get("valid_until")) }
        return try tx.row("SELECT id FROM seal WHERE body = \(body) ORDER BY id LIMIT 1") == nil ? .none : .withdrawn
    }

    /// Whom and what to believe now.
    static func trust(_ tx: any Reading) throws -> Trust {
        Trust(roots: try tx.row("SELECT certificate FROM seal_authority WHERE role = 'root'").map { [try certificate($0)] } ?? [],
              revocations: try revocations(tx), formerMakers: try formerMakers(tx), withdrawals: try withdrawals(tx))
    }

    static func revocations(_ tx: any Reading) throws -> [Revocation] {
        try tx.rows("SELECT certificate, revoked_at FROM revoked_certificate ORDER BY digest LIMIT \(most)").map {
            Revocation(try certificate($0), at: try $0.get("revoked_at"))
        }
    }

    /// Those that were believed without a mark. The others are known by it.
    private static func formerMakers(_ tx: any Reading) throws -> [FormerMaker] {
        try tx.rows("SELECT digest, succeeded_at FROM former_seal_maker ORDER BY digest LIMIT \(most)").compactMap { row in
            let until: Timestamp = try row.get("succeeded_at")
            return Digest(hex: try row.get("digest", as: String.self)).map { FormerMaker($0, until: until) }
        }
    }

    private static func withdrawals(_ tx: any Reading) throws -> [SealWithdrawal] {
        try tx.rows("SELECT id, withdrawn_at FROM seal WHERE withdrawn_at IS NOT NULL ORDER BY id LIMIT \(most)").map {
            SealWithdrawal(seal: try $0.get("id"), at: try $0.get("withdrawn_at"))
        }
    }

    /// Every seal there ever was, those of one body together, the newest first.
    static func records(_ tx: any Reading) throws -> [SealRecord] {
        try tx.rows("""
            SELECT id, body, name, certificate, made_at, valid_until, replaced_at, withdrawn_at, withdrawn_by, withdrawal_reason
            FROM seal ORDER BY body, made_at DESC, id LIMIT \(most)
            """).map(SealRecord.init)
    }

    /// Each seal in force with the certificate of its maker.
    static func makersInForce(_ tx: any Reading) throws -> [(seal: String, maker: Certificate)] {
        try tx.rows("SELECT id, seal FROM seal WHERE withdrawn_at IS NULL AND replaced_at IS NULL ORDER BY id LIMIT \(most)").map {
            (try $0.get("id"), try ElectronicSeal(der: $0.get("seal")).makerCertificate)
        }
    }

    /// Certificates of the city's root by which somebody signed: the makers' and the bodies'.
    static func certificates(_ tx: any Reading) throws -> [Certificate] {
        try tx.rows("""
            SELECT certificate FROM seal UNION ALL SELECT certificate FROM former_seal_maker
            UNION ALL SELECT certificate FROM seal_authority WHERE role = 'maker'
            """).map(certificate)
    }

    static func authorities(_ tx: any Reading) throws -> (root: Certificate, maker: Certificate)? {
        let row = try tx.row("""
            SELECT root.certificate AS root, maker.certificate AS maker
            FROM seal_authority root JOIN seal_authority maker ON maker.role = 'maker' WHERE root.role = 'root'
            """)
        return try row.map { (try Certificate(der: $0.get("root")), try Certificate(der: $0.get("maker"))) }
    }

    /// Whether it was in force until now.
    static func replace(_ id: String, at instant: Timestamp, _ tx: any Transaction) throws -> Bool {
        try tx.execute("""
            UPDATE seal SET replaced_at = \(instant) WHERE id = \(id) AND replaced_at IS NULL AND withdrawn_at IS NULL
            """) == 1
    }

    /// Whether it hadn't been withdrawn before.
    static func withdraw(_ id: String, at instant: Timestamp, by actor: Actor, _ reason: String, _ tx: any Transaction) throws -> Bool {
        try tx.execute("""
            UPDATE seal SET withdrawn_at = \(instant), withdrawn_by = \(actor.name), withdrawal_reason = \(reason)
            WHERE id = \(id) AND withdrawn_at IS NULL
            """) == 1
    }

    /// Throws `StorageConflict` when it was revoked before.
    static func revoke(
        _ certificate: Certificate, at instant: Timestamp, by actor: Actor, _ reason: String, _ tx: any Transaction
    ) throws {
        try tx.execute("""
            INSERT INTO revoked_certificate (digest, certificate, revoked_at, revoked_by, reason)
            VALUES (\(SM3.hash(certificate.der).hex), \(certificate.der), \(instant), \(actor.name), \(reason))
            """)
    }

    private static func certificate(_ row: Row) throws -> Certificate { try Certificate(der: row.get("certificate")) }
}

extension SealRecord {
    fileprivate init(_ row: Row) throws {
        let state: State
        if let at: Timestamp = try row.find("withdrawn_at") {
            state = .withdrawn(Withdrawal(
                at: at, by: try row.find("withdrawn_by") ?? "", reason: try row.find("withdrawal_reason") ?? ""))
        } else {
            state = try row.find("replaced_at").map { .replaced(at: $0) } ?? .inForce
        }
        self.init(id: try row.get("id"), body: try row.get("body"), name: try row.get("name"),
                  certificate: try Certificate(der: row.get("certificate")).serial, madeAt: try row.get("made_at"),
                  validUntil: try row.get("valid_until"), state: state)
    }
}

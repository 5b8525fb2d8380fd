import Kernel
import Ledger
import Signing
import Storage

/// What was asked once and must not be done twice: one table for everything that a case begins with and all that is done to it.
extension CaseStore {
    /// The case with which a request was answered before, if the sender may still see it.
    /// - Throws: `idempotency.differs` when the key was another request's.
    func answered(_ request: RequestKey?, of sender: String, in scope: CaseScope, _ tx: any Reading) throws -> Case? {
        guard let request, let row = try tx.row("""
            SELECT case_id, digest FROM case_submission WHERE sender = \(sender) AND key = \(request.key)
            """) else { return nil }
        // Earlier releases kept no digest.
        if let digest = try row.find("digest", as: String.self), digest != cipher.digest(of: request) {
            throw Problem("idempotency.differs", .invalid)
        }
        return try find(row.get("case_id"), in: scope, tx)
    }

    func answer(to key: String, of sender: String, _ tx: any Reading) throws -> String? {
        try tx.row("SELECT answer FROM case_submission WHERE sender = \(sender) AND key = \(key)")?.find("answer")
    }

    func remember(
        _ request: RequestKey?, of sender: String, _ answer: CaseView, _ id: ID<Case>, at now: Timestamp, _ tx: any Transaction
    ) throws {
        guard let request else { return }
        try tx.send("""
            INSERT INTO case_submission (sender, key, case_id, digest, answer, at)
            VALUES (\(sender), \(request.key), \(id), \(cipher.digest(of: request)), \(JSONText.encode(answer)), \(now))
            """)
    }

    func forgetRequests(before instant: Timestamp, _ tx: any Transaction) throws -> Int {
        try tx.execute("DELETE FROM case_submission WHERE at < \(instant)")
    }
}

extension CaseCipher {
    /// Keyed: what was asked names people, and short texts could be guessed from a plain digest.
    fileprivate func digest(of request: RequestKey) -> String { fields.blindIndex(request.content, context: "case.request").hex }
}

extension Cases {
    /// The answer that was given to a request of this name, as it was written the first time; `nil` when none was.
    func answer(to key: String, of sender: String) async throws -> JSON? {
        try await ledger.read { [store] in try store.answer(to: key, of: sender, $0) }.map { try JSON(parsing: Array($0.utf8)) }
    }

    /// Throws away answers that nobody will ask for again. For every night.
    @discardableResult
    public func forgetRequests() async throws -> Int {
        let end = clock.now - RequestKey.kept
        return try await scratch.write { [store] in try store.forgetRequests(before: end, $0) }
    }
}

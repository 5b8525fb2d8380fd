import Kernel
import Storage

/// The statements of one transaction on their way to the server. It begins with its first statement, in the same batch.
final class Steps {
    private let session: Session
    private let begin: String
    private let keys: UniqueKeys
    private let observer: StatementObserver
    private let check: () throws -> Void
    private var hasBegun = false
    private(set) var failure: (any Error)?

    /// - Parameter check: throws when nothing more is to be begun.
    init(_ session: Session, begin: String, keys: UniqueKeys, observer: StatementObserver, check: @escaping () throws -> Void = {}) {
        (self.session, self.begin, self.keys, self.observer, self.check) = (session, begin, keys, observer, check)
    }

    var isEmpty: Bool { !hasBegun }

    /// Runs a statement, after those that were put off.
    func run(_ sql: SQL) throws -> Session.Answer {
        try guarding {
            try add(sql)
            guard let answer = try session.finish().last else { throw session.connection.fault }
            return answer
        }
    }

    /// Lets a statement go with the next that is run, or with the commit.
    func putOff(_ sql: SQL) throws {
        try guarding {
            try add(sql)
            if session.waiting > Self.longestBatch { try session.finish() }
        }
    }

    /// Whatever fails spoils the transaction: PostgreSQL takes no more of it.
    func guarding<Value>(_ work: () throws -> Value) throws -> Value {
        if let failure { throw failure }
        do {
            try check()
            return try work()
        } catch {
            let cause = conflict(in: error) ?? error
            failure = cause
            throw cause
        }
    }

    /// What the closure gives, or its own error; but the first failure of a statement if the closure passed over it, or if for that failure
    /// the closure is to run again.
    func unspoilt<Value>(_ body: () throws -> Value) throws -> Value {
        let value: Value
        do { value = try body() } catch {
            if let fault = failure as? ServerFault, fault.isPassing { throw fault }
            throw error
        }
        if let failure { throw failure }
        return value
    }

    private func add(_ sql: SQL) throws {
        observer.note(sql)
        if !hasBegun { try session.add(command: begin) }
        hasBegun = true
        try session.add(sql)
    }

    /// A broken uniqueness in the contract's form. The transaction is left at once, so that the catalogue can be asked for the columns.
    private func conflict(in error: any Error) -> StorageConflict? {
        guard let fault = error as? ServerFault, fault.kind == .uniqueness, session.reset() else { return nil }
        return StorageConflict(constraint: keys.columns(of: fault, session))
    }

    /// Bounds what both ends must hold of answers that nobody has read.
    private static let longestBatch = 256
}

import Kernel
import Storage

/// A thread's connection: opened when it is needed, thrown away when it isn't fit any more.
final class Worker {
    private let server: Server
    private let role: Server.Role
    private var session: Session?
    /// Whose task the thread works for.
    var errand: Errand?

    init(_ server: Server, _ role: Server.Role) { (self.server, self.role) = (server, role) }

    /// Does this with a connection that is in no transaction.
    func withSession<Value>(_ work: (Session) throws -> Value) throws -> Value {
        let session = try fitSession()
        try errand?.attach(session.connection.canceller)
        do {
            return try work(session)
        } catch let fault as ServerFault where fault.kind == .readOnly && role == .writing {
            // The server is no longer the first; a new connection finds the one that is.
            self.session = nil
            throw ServerFault(lost: fault.description)
        } catch {
            let isStale = (error as? ServerFault)?.kind == .stalePlan
            if isStale || !session.reset() { self.session = nil }
            throw error
        }
    }

    /// Gives the connection up.
    func drop() { session = nil }

    func checkTask() throws { if errand?.wasCancelled == true { throw CancellationError() } }

    func resolve(_ doubt: CommitInDoubt) throws { try doubt.resolve(by: server) }

    private func fitSession() throws -> Session {
        if let session, !session.connection.isHungUp { return session }
        session = nil
        let fresh = try Session(server.connect(role))
        session = fresh
        return fresh
    }
}

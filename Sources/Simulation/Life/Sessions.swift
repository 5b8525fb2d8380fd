import Cases
import Identity
import Kernel
import Platform
import Standards
import Web

extension Town {
    /// The worker's session; signed in anew when the last one is over.
    func view(ofWorker worker: Int) async throws -> SessionView {
        let who = workers[worker]
        if let view = try await openSession(who.token) { return view }
        pass()
        let token = try await platform.identity.signIn(who.login, password: Secret(who.password), from: "hall").token.reveal()
        workers[worker].token = token
        return try await session(token)
    }

    /// The citizen's session, in his own name or his company's.
    func view(ofCitizen citizen: Int, asCompany: Bool) async throws -> SessionView {
        let who = citizens[citizen]
        var view = try await openSession(who.token)
        if view == nil { view = try await signIn(citizen) }
        guard let open = view else { throw Surprise("a session was not found") }
        pass()
        try await platform.identity.changeCapacity(of: open, to: asCompany ? who.company?.code : nil)
        return try await session(citizens[citizen].token ?? "")
    }

    private func signIn(_ citizen: Int) async throws -> SessionView {
        let who = citizens[citizen]
        let name = chance.percent(50) ? who.mobile.text : who.idNumber.text
        if chance.percent(5) {
            try await mustRefuse("a wrong password", "identity.refused") {
                _ = try await platform.identity.signIn(name, password: Secret("不是-这个-1"), from: "home \(citizen)")
            }
        }
        pass()
        let token = try await platform.identity.signIn(name, password: Secret(who.password), from: "home \(citizen)").token.reveal()
        citizens[citizen].token = token
        return try await session(token)
    }

    private func openSession(_ token: String?) async throws -> SessionView? {
        guard let token else { return nil }
        pass()
        return try await platform.identity.session(for: token)
    }

    private func session(_ token: String) async throws -> SessionView {
        guard let view = try await platform.identity.session(for: token) else { throw Surprise("a new session was not found") }
        return view
    }
}

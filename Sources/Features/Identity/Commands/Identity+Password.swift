import Kernel
import Ledger
import Signing
import Storage
import Web

/// One of the places where somebody is signed in.
public struct OpenSession: Sendable, Hashable {
    public let openedAt: Timestamp, seenAt: Timestamp
    /// Whether it is the one that asks.
    public let isThis: Bool
}

extension Identity {
    /// Where the account of this session is signed in, the newest first.
    public func openSessions(of view: SessionView) async throws -> [OpenSession] {
        guard let mine = try await session(view) else { throw Problem("auth.required", .unauthenticated) }
        let now = clock.now
        let open = try await database.read {
            try SessionStore.sessions(of: mine.account.id, openedSince: now - Session.Limit.absolute, $0)
        }
        let idle = Session.idle(mine.account.kind)
        return open.filter { now - $0.seenAt < idle || $0.digest == mine.digest.bytes }
            .map { OpenSession(openedAt: $0.openedAt, seenAt: $0.seenAt, isThis: $0.digest == mine.digest.bytes) }
    }

    /// Changes the password of whoever has this session and knows the present one. He is signed in anew, with all the brakes that
    /// signing in has, and signed out everywhere else; other browsers are strangers again. An act.
    /// - Throws: `Problem.fields` for the new one (`password`, `again`); `identity.refused`, `identity.locked...` for the present one.
    public func changePassword(
        of view: SessionView, from present: Secret<String>, to password: String, again: String, at address: String,
        on device: Secret<String>? = nil
    ) async throws -> SignedIn {
        guard let mine = try await session(view) else { throw Problem("auth.required", .unauthenticated) }
        let account = mine.account
        if password == present.reveal() { throw Problem.fields([FieldProblem("password", "password.same")]) }
        try Self.check(password, again: again, personal: [account.name, account.login, account.idNumber, account.mobile].compactMap(\.self))
        let signedIn = try await signInAgain(account, present, from: address, on: device)
        let stored = try await hash(Secret(password))
        let act = act("account.password_changed", of: account.id, by: mine.actor, at: clock.now)
        try await ledger.command { [accounts] tx in
            try accounts.set(password: stored, of: account.id, tx)
            try SessionStore.remove(of: account.id, except: signedIn.session.digest, tx)
            try DeviceStore.forget(account.id, except: DeviceToken(signedIn.device.reveal()).digest, tx)
            return Acted(recording: act)
        }
        sessions.forget(account.id)
        return signedIn
    }

    /// Signs the account out everywhere else. Like the change of a password it asks for the present one.
    public func endOtherSessions(
        of view: SessionView, password: Secret<String>, at address: String, on device: Secret<String>? = nil
    ) async throws -> SignedIn {
        guard let account = try await session(view)?.account else { throw Problem("auth.required", .unauthenticated) }
        let signedIn = try await signInAgain(account, password, from: address, on: device)
        try await database.write { tx in
            try SessionStore.remove(of: account.id, except: signedIn.session.digest, tx)
            try DeviceStore.forget(account.id, except: DeviceToken(signedIn.device.reveal()).digest, tx)
        }
        sessions.forget(account.id)
        return signedIn
    }

    private func signInAgain(
        _ account: Account, _ password: Secret<String>, from address: String, on device: Secret<String>?
    ) async throws -> SignedIn {
        guard let name = account.login ?? account.idNumber ?? account.mobile else { throw Problem("auth.required", .unauthenticated) }
        let signedIn = try await signIn(name, password: password, from: address, on: device)
        guard signedIn.session.account.id == account.id else { throw Problem("auth.required", .unauthenticated) }
        return signedIn
    }

    private static func check(_ password: String, again: String, personal: [String]) throws {
        var faults: [FieldProblem] = []
        let fault = password.isEmpty ? "field.required" : PasswordRule.fault(in: password, personal: personal)
        if let fault { faults.append(FieldProblem("password", fault)) }
        if password != again { faults.append(FieldProblem("again", "password.differs")) }
        guard faults.isEmpty else { throw Problem.fields(faults) }
    }
}

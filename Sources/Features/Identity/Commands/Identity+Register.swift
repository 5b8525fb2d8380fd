import Kernel
import Ledger
import Organisations
import Signing
import Standards
import Storage

extension Identity {
    /// Gives a citizen an account of his own at level L1, and signs him in. It only claims the identity number that he typed, for anybody may know
    /// another's name and number: whether the number, the name or the mobile is known already makes no difference, neither in what is done nor in
    /// the answer, and what is filed under the number stays out of his sight until a window has seen his card.
    /// - Parameter device: by what the browser says that it is known.
    public func register(_ registration: Registration, on device: Secret<String>? = nil) async throws -> SignedIn {
        let mobile = registration.mobile.text
        let beside = try await database.read { [accounts] in try accounts.signIns(mobile: mobile, $0).first?.password }
        let password = try await hash(registration.password, beside: beside, mobile: mobile), now = clock.now
        let account = Account(
            id: random.key(at: now), kind: .person, login: nil, name: registration.name, nameEn: nil, idNumber: registration.idNumber.text,
            mobile: mobile, assurance: .format, isRegistered: true, createdAt: now)
        let actor = Actor(kind: .person, id: account.id.text, name: account.maskedName, capacity: "holder")
        let act = act("account.registered", of: account.id, by: actor, at: now, ["assurance": "\(account.assurance.rawValue)"])
        return try await opened(on: device.map { DeviceToken($0.reveal()).digest }) { [accounts, ledger] open in
            try await ledger.command { tx in
                try accounts.add(account, password: password, tx)
                try open(account.id, tx)
                return Acted(recording: act)
            }
        }
    }
}

import Kernel
import Standards
import Storage

/// What people type to say who they are.
struct SignInName {
    private let text: String

    init(_ text: String) { self.text = text }

    /// One name in one spelling, whether anybody has it or not.
    var counted: String { MobileNumber(text)?.text ?? CitizenID(text)?.text ?? text.lowercased() }

    /// For the security log, of a name that nobody has. Somebody may have typed his password here: a letter must do.
    var masked: String {
        if let mobile = MobileNumber(text) { return Mask.mobile(mobile.text) }
        if let card = CitizenID(text) { return Mask.number(card.text) }
        let first = text.unicodeScalars.first.map { $0.properties.isAlphabetic || $0.properties.numericType != nil ? String($0) : "" }
        return "\(first ?? "")***"
    }

    /// Whom it may mean: by account name first, then by mobile, then by identity number, which is a name only for whom it is proven to be.
    func entries(_ accounts: AccountStore, _ tx: any Reading) throws -> [SignInEntry] {
        if let account = try accounts.find(login: text, tx) { return try entry(account, accounts, tx) }
        if let mobile = MobileNumber(text) { return try accounts.signIns(mobile: mobile.text, tx) }
        return try CitizenID(text).flatMap { try accounts.owner(ofIDNumber: $0.text, tx) }.map { try entry($0, accounts, tx) } ?? []
    }

    /// The one account that it means; `nil` when it may mean several, as a mobile that they share does.
    func find(_ accounts: AccountStore, _ tx: any Reading) throws -> Account? {
        let entries = try entries(accounts, tx)
        return entries.count == 1 ? try accounts.find(entries[0].id, tx) : nil
    }

    private func entry(_ account: Account, _ accounts: AccountStore, _ tx: any Reading) throws -> [SignInEntry] {
        try accounts.password(of: account.id, tx).map { [SignInEntry(id: account.id, password: $0)] } ?? []
    }
}

/// An account that can be signed in to, and what is kept of its password.
struct SignInEntry: Sendable {
    let id: ID<Account>
    let password: String
}

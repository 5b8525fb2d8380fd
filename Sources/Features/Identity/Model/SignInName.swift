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

    /// By account name first, then by mobile, then by identity number. A mobile that two accounts share names neither.
    func find(_ accounts: AccountStore, _ tx: any Reading) throws -> Account? {
        if let account = try accounts.find(login: text, tx) { return account }
        if let mobile = MobileNumber(text) {
            let owners = try accounts.registered(mobile: mobile.text, tx)
            return owners.count == 1 ? owners[0] : nil
        }
        return try CitizenID(text).flatMap { try accounts.find(idNumber: $0.text, tx) }
    }
}

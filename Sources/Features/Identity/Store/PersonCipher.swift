import Kernel
import Signing

/// How personal fields are kept: sealed, and beside that a blind index by which they can be found but not read.
struct PersonCipher: Sendable {
    let cipher: FieldCipher

    func seal(_ text: String?, _ field: PersonalField) throws -> [UInt8]? {
        try text.map { try cipher.seal(Array($0.utf8), context: field.context) }
    }

    func open(_ sealed: [UInt8]?, _ field: PersonalField) throws -> String? {
        try sealed.map { String(decoding: try cipher.open($0, context: field.context), as: UTF8.self) }
    }

    func index(_ text: String?, _ field: PersonalField) -> [UInt8]? {
        text.map { cipher.blindIndex($0, context: field.context).bytes }
    }

    /// What the passwords of all accounts with one mobile are salted with: one derivation then tells which of them it is.
    func salt(ofMobile mobile: String) -> [UInt8] { Array(cipher.blindIndex(mobile, context: "account.salt").bytes.prefix(16)) }

    /// Eight digits that only this platform can make of a text.
    func counterCode(_ text: String) -> String {
        let number = cipher.blindIndex(text, context: "account.counter").bytes.prefix(7).reduce(0) { $0 << 8 | Int($1) }
        return String(String(number % 100_000_000 + 100_000_000).dropFirst())
    }

    /// Under what attempts to sign in are counted: neither names nor addresses stand in that table.
    func attemptKey(_ text: String) -> [UInt8] { cipher.blindIndex(text, context: "sign_in.attempt").bytes }
}

extension PersonalField {
    fileprivate var context: String { "account.\(rawValue)" }
}

import Kernel
import Signing

/// Keeps what is personal in a case unreadable to whoever only has the database.
struct CaseCipher: Sendable {
    let fields: FieldCipher

    func seal(_ content: CaseContent, key: String) throws -> [UInt8] { try seal(content, place: "case/\(key)") }

    /// A new case's content as it will be stored: sealed before its transaction, which others wait for.
    /// - Parameter isVouched: Whether the holder's number and name were known for certain.
    func sealed(_ content: CaseContent, of id: ID<Case>, isVouched: Bool) throws -> SealedContent {
        let holder = content.holder
        return SealedContent(
            holderIndex: index(holder.code), vouchedHolder: isVouched ? vouched(holder.code, name: holder.name) : nil,
            bytes: try seal(content, key: id.text))
    }

    func open(_ sealed: [UInt8], key: String) throws -> CaseContent { try open(sealed, place: "case/\(key)") }

    /// Anything else that is personal: what people call their files, what they have gathered so far. `place` names where it belongs.
    func seal(_ value: some Encodable, place: String) throws -> [UInt8] {
        try fields.seal(Array(JSONText.encode(value).utf8), context: place)
    }

    func open<Value: Decodable>(_ sealed: [UInt8], place: String) throws -> Value {
        try JSONText.decode(from: fields.open(sealed, context: place))
    }

    /// What only this platform can make of a file and the account that gave it.
    func ticket(file digest: String, account: String) -> String { fields.blindIndex("\(account)/\(digest)", context: "upload").hex }

    /// 盲索引: by which a holder's cases are found without the number standing anywhere.
    func index(_ code: String) -> String { fields.blindIndex(code.uppercased(), context: "case.holder").hex }

    /// 盲索引 of a person's number and name together: under the number alone anybody may have filed.
    func vouched(_ number: String, name: String) -> String {
        fields.blindIndex("\(number.uppercased())\n\(name)", context: "case.vouched").hex
    }
}

/// What is personal in a case, unreadable, and the blind index of its holder.
struct SealedContent: Sendable {
    let holderIndex: String
    let vouchedHolder: String?
    let bytes: [UInt8]
}

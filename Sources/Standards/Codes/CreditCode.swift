import Kernel

/// 统一社会信用代码, GB 32100-2015: the 18 characters that name a legal person or another organisation.
/// 1 registering department, 1 category, 6 region (GB/T 2260), 9 organisation code (GB 11714), 1 check character.
public struct CreditCode: StandardCode {
    public let text: String

    /// Throws `uscc.length`, `uscc.character` or `uscc.check`.
    public init(checking text: String) throws(StandardError) {
        self.text = try text.normalised("uscc", length: 18, .creditCode)
        guard Self.check(of: self.text.part(0..<17)) == self.text.part(17..<18) else { throw StandardError("uscc.check") }
    }

    /// The check character for the first seventeen, or `nil` when they are not seventeen of the alphabet.
    public static func check(of seventeen: String) -> String? {
        guard let values = Alphabet.creditCode.values(of: seventeen), values.count == 17 else { return nil }
        return Alphabet.creditCode[CheckDigit.creditCode(values)]
    }

    /// Who registered it: 1 机构编制, 5 民政, 9 市场监管 ... (code table `credit_code_registrar`).
    public var registrar: String { text.part(0..<1) }

    /// What it is, within its registrar: 91 企业, 92 个体工商户 ... (code table `credit_code_category`).
    public var category: String { text.part(0..<2) }

    /// The six digits of the region where it was registered. Old regions stay, so it need not be a region of today.
    public var regionDigits: String { text.part(2..<8) }

    /// 组织机构代码, the nine characters inside.
    public var organisationCode: String { text.part(8..<17) }

    /// Whether the inner organisation code also passes its own check (GB 11714). Codes that fail it are in lawful use,
    /// so this is a warning and never an error.
    public var organisationCodeAgrees: Bool {
        guard let values = Alphabet.alphanumeric.values(of: text.part(8..<16)) else { return false }
        return Alphabet.citizenCheck[CheckDigit.organisationCode(values)] == organisationCode.part(8..<9)
    }
}

/// What a password must be: long enough, and not something that others know. Of which kinds of characters it consists is nobody's
/// business: such rules make passwords that are alike (NIST SP 800-63B 5.1.1.2, ASVS 5.0.0 6.2.5).
enum PasswordRule {
    static let length = 8...64

    /// The first rule broken, as the key of its message: `password.short`, `password.long`, `password.common` or `password.personal`;
    /// `nil` when all are kept. `personal` is what others may know of the person.
    static func fault(in password: String, personal: [String]) -> String? {
        if password.count < length.lowerBound { return "password.short" }
        if password.count > length.upperBound { return "password.long" }
        let lower = password.lowercased()
        if isOfFew(lower) || words.contains(where: lower.contains) || CommonPasswords.contains(lower) { return "password.common" }
        let known = personal.flatMap(telling).map { $0.lowercased() }
        return known.contains(where: lower.contains) ? "password.personal" : nil
    }

    /// `aaaaaaaa`, `12121212`: fewer than four different characters are tried first of all.
    private static func isOfFew(_ password: String) -> Bool { Set(password).count < 4 }

    /// A whole text, and the stretches of a long number that people like to use: its last six and, in an identity number, the
    /// date of birth.
    private static func telling(_ text: String) -> [String] {
        let parts = [text, text.count > 8 ? String(text.suffix(6)) : text, text.count == 18 ? String(text.dropFirst(6).prefix(8)) : text]
        return parts.filter { $0.count >= 3 }
    }

    /// What nearly every list of leaked passwords of this country begins with, and what stands at the head of our own pages.
    private static let words = [
        "password", "passw0rd", "123456", "654321", "qwerty", "1q2w3e", "abc123", "a123456", "woaini", "5201314", "admin", "kaifeng",
        "tongban", "zhengwu", "通办", "政务服务", "开封",
    ]
}

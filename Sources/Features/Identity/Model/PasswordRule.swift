import Kernel

/// What a password must be: long enough, of more than one kind of character, and not something that others know.
enum PasswordRule {
    static let length = 8...64

    /// The first rule broken, as the key of its message: `password.short`, `password.long`, `password.kinds`, `password.common`
    /// or `password.personal`; `nil` when all are kept. `personal` is what others may know of the person.
    static func fault(in password: String, personal: [String]) -> String? {
        if password.count < length.lowerBound { return "password.short" }
        if password.count > length.upperBound { return "password.long" }
        let lower = password.lowercased()
        if kinds(in: password) < 2 { return "password.kinds" }
        if common.contains(where: lower.contains) { return "password.common" }
        let known = personal.flatMap(telling).map { $0.lowercased() }
        return known.contains(where: lower.contains) ? "password.personal" : nil
    }

    private static func kinds(in password: String) -> Int {
        let isLetter: (Character) -> Bool = { $0.isLowercase || $0.isUppercase }
        let isOther: (Character) -> Bool = { !$0.isNumber && !isLetter($0) }
        return [password.contains(where: \.isNumber), password.contains(where: isLetter), password.contains(where: isOther)].count { $0 }
    }

    /// A whole text, and the stretches of a long number that people like to use: its last six and, in an identity number, the
    /// date of birth.
    private static func telling(_ text: String) -> [String] {
        let parts = [text, text.count > 8 ? String(text.suffix(6)) : text, text.count == 18 ? String(text.dropFirst(6).prefix(8)) : text]
        return parts.filter { $0.count >= 3 }
    }

    /// What nearly every list of leaked passwords of this country begins with.
    private static let common = [
        "password", "passw0rd", "123456", "654321", "qwerty", "1q2w3e", "abc123", "a123456", "woaini", "5201314", "admin", "kaifeng",
    ]
}

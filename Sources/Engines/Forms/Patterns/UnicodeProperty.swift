/// Names of Unicode properties as ECMA-262 (table "Unicode property names") writes them within `\p{...}`, in PCRE2's words.
enum UnicodeProperty {
    /// `nil` for a name that ECMA-262 doesn't know by its form. That the script exists, PCRE2 will say.
    static func translate(_ name: String) -> String? {
        let halves = name.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard halves.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isLetter) }) else { return nil }
        switch (halves.count, halves[0]) {
        case (1, _): return categories[name] ?? name
        case (2, "General_Category"), (2, "gc"): return categories[halves[1]]
        case (2, "Script"), (2, "sc"): return "sc:\(halves[1])"
        case (2, "Script_Extensions"), (2, "scx"): return "scx:\(halves[1])"
        default: return nil
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        let character = Character(Unicode.Scalar(byte))
        return byte < 128 && (character.isLetter || character.isNumber || character == "_")
    }

    /// Every general category by each of its names (PropertyValueAliases.txt, `gc`).
    private static let categories: [String: String] = {
        let table = """
            L Letter|LC Cased_Letter|Lu Uppercase_Letter|Ll Lowercase_Letter|Lt Titlecase_Letter|Lm Modifier_Letter|Lo Other_Letter
            M Mark Combining_Mark|Mn Nonspacing_Mark|Mc Spacing_Mark|Me Enclosing_Mark
            N Number|Nd Decimal_Number digit|Nl Letter_Number|No Other_Number
            P Punctuation punct|Pc Connector_Punctuation|Pd Dash_Punctuation|Ps Open_Punctuation|Pe Close_Punctuation
            Pi Initial_Punctuation|Pf Final_Punctuation|Po Other_Punctuation
            S Symbol|Sm Math_Symbol|Sc Currency_Symbol|Sk Modifier_Symbol|So Other_Symbol
            Z Separator|Zs Space_Separator|Zl Line_Separator|Zp Paragraph_Separator
            C Other|Cc Control cntrl|Cf Format|Cs Surrogate|Co Private_Use|Cn Unassigned
            """
        var names: [String: String] = [:]
        for row in table.split(whereSeparator: { $0 == "|" || $0 == "\n" }) {
            let words = row.split(separator: " ").map(String.init)
            for word in words { names[word] = words[0] == "LC" ? "L&" : words[0] }
        }
        return names
    }()
}

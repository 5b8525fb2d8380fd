import Foundation

/// Text that people type or paste and programs send, at the one edge where it comes in: what can't be seen is taken away, what can be
/// written in several ways is written in one (NFC), and what nobody could read is named, to be refused.
///
/// Taking away serves people better than refusing what they can't see: marks of direction, of no width and of control come along from
/// chats, PDF files and tables. A character that no font knows stands where a real one was meant, so it is never dropped in silence.
/// Passwords, tokens and files don't come through here.
public enum FreeText {
    /// The text as it is kept, with line ends of one kind. Without `lines` it is one line: line ends and tabs become blanks.
    public static func cleaned(_ text: String, lines: Bool = true) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
        var kept = String.UnicodeScalarView(), last: Unicode.Scalar?, isSettled = true
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A where last == "\r": break
            case 0x0A, 0x0D, 0x2028, 0x2029: kept.append(lines ? "\n" : " ")
            case 0x09: kept.append(lines ? scalar : " ")
            case 0x20..<0x7F, 0x4E00...0x9FFF, 0xFF01...0xFF5E: kept.append(scalar)
            default:
                if isUnseen(scalar) { break }
                isSettled = false
                kept.append(scalar)
            }
            last = scalar
        }
        return isSettled ? String(kept) : String(begun(kept)).precomposedStringWithCanonicalMapping
    }

    /// Every text of a document; its keys are ours.
    public static func cleaned(_ json: JSON) -> JSON {
        switch json {
        case .string(let text): .string(cleaned(text))
        case .array(let elements): .array(elements.map { cleaned($0) })
        case .object(let members): .object(members.mapValues { cleaned($0) })
        default: json
        }
    }

    /// A combining mark at the beginning would change what stands before the text on a page, and has nothing of its own to stand on.
    private static func begun(_ text: String.UnicodeScalarView) -> Substring.UnicodeScalarView {
        let rest = text.drop { $0.properties.isWhitespace || isMark($0) }
        return text[..<rest.startIndex].contains(where: isMark) ? rest : text[...]
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: scalar == "\u{200C}" || scalar == "\u{200D}"
        }
    }

    /// Controls, marks of direction and tags. The joiners and selectors that Mongolian, Uyghur, pictographs and variants of Han
    /// characters need stay.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200C, 0x200D, 0x180B...0x180F, 0xFE00...0xFE0F, 0xE0100...0xE01EF: false
        case 0x00..<0x20, 0x7F..<0xA0, 0xFFF9...0xFFFC: true
        default: scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isBidiControl
        }
    }
}

extension FreeText {
    /// A character that no reader could be shown.
    public struct Unreadable: Sendable, Hashable {
        /// Which one of the text it is, counted from 1.
        public let place: Int
        /// `U+E863`
        public let code: String
    }

    /// The first such character: of private use, of no use (noncharacters, unassigned), or standing for what was lost (U+FFFD).
    public static func unreadable(in text: String) -> Unreadable? {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return nil }
        return text.unicodeScalars.enumerated().first { !isReadable($0.element) }.map { found in
            Unreadable(place: found.offset + 1, code: "U+\(String(found.element.value, radix: 16).asciiUppercased)")
        }
    }

    private static func isReadable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isHan { return true }
        return switch scalar.properties.generalCategory {
        case .privateUse, .surrogate: false
        // Pictographs are added every year, and telephones know them before servers do.
        case .unassigned: (0x1F000...0x1FAFF).contains(scalar.value)
        default: scalar != "\u{FFFD}"
        }
    }
}

extension Unicode.Scalar {
    /// 汉字, with those of extensions that are younger than the tables this program was built with: planes 2 and 3 hold nothing else.
    public var isHan: Bool {
        switch value {
        case 0x3005, 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x2FFFD, 0x30000...0x3FFFD: true
        default: false
        }
    }
}

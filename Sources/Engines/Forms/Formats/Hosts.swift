#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// IPv4 in dotted decimal (RFC 2673 §3.2), IPv6 as RFC 4291 §2.2 writes it, without a zone.
enum IPAddress {
    static func isValid(_ text: some StringProtocol, version: Int) -> Bool {
        guard text.utf8.count < 64, !text.utf8.contains(0) else { return false }
        var address = in6_addr()
        return inet_pton(version == 4 ? AF_INET : AF_INET6, String(text), &address) == 1
    }
}

/// Names of hosts: RFC 1123 §2.1, with internationalised labels as RFC 5890 §2.3.2.3 has them.
enum Hostname {
    static func isValid(_ text: some StringProtocol, isInternational: Bool) -> Bool {
        guard isInternational || text.utf8.allSatisfy({ $0 < 128 }) else { return false }
        let labels = text.split(omittingEmptySubsequences: false) { $0 == "." || (isInternational && dots.contains($0)) }
        var length = labels.count - 1
        for label in labels {
            guard let ascii = ascii(String(label)) else { return false }
            length += ascii
        }
        return length <= 253
    }

    /// What RFC 3490 §3.1 also takes for a full stop between labels.
    private static let dots: Set<Character> = ["\u{3002}", "\u{FF0E}", "\u{FF61}"]

    /// The length of the label as it goes over the wire; `nil` when it is no label.
    private static func ascii(_ label: String) -> Int? {
        guard label.utf8.allSatisfy({ $0 < 128 }) else { return InternationalLabel.encoded(label)?.utf8.count }
        let bytes = Array(label.utf8), hyphen = UInt8(ascii: "-")
        guard (1...63).contains(bytes.count), bytes.first != hyphen, bytes.last != hyphen,
              bytes.allSatisfy({ $0 == hyphen || (48...57).contains($0) || (97...122).contains($0 | 0x20) }) else { return nil }
        // Hyphens in the third and fourth place are kept for encodings; `xn--` is the only one there is (RFC 5891 §4.2.3.1).
        guard bytes.count >= 4, bytes[2] == hyphen, bytes[3] == hyphen else { return bytes.count }
        return InternationalLabel.isEncoded(label.lowercased()) ? bytes.count : nil
    }
}

/// A mailbox (RFC 5321 §4.1.2, RFC 6531 §3.3).
enum Mailbox {
    static func isValid(_ text: String, isInternational: Bool) -> Bool {
        guard let at = text.lastIndex(of: "@"), isInternational || text.utf8.allSatisfy({ $0 < 128 }) else { return false }
        let local = text[..<at], domain = text[text.index(after: at)...]
        guard (isInternational ? local.utf8.count <= 256 : local.utf8.count <= 64), isLocalPart(local) else { return false }
        guard domain.hasPrefix("["), domain.hasSuffix("]") else { return Hostname.isValid(domain, isInternational: isInternational) }
        let literal = domain.dropFirst().dropLast()
        return literal.lowercased().hasPrefix("ipv6:")
            ? IPAddress.isValid(literal.dropFirst(5), version: 6) : IPAddress.isValid(literal, version: 4)
    }

    private static func isLocalPart(_ text: Substring) -> Bool {
        text.hasPrefix("\"") ? quoted.accepts(String(text)) : dotted.accepts(String(text))
    }

    private static let dotted: Grammar.Expression = {
        let atom = #"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u0080-\u{10ffff}]+"#
        return Grammar.Expression(#"^\#(atom)(?:\.\#(atom))*$"#)
    }()

    private static let quoted = Grammar.Expression(#"^"(?:[ !#-\[\]-~\u0080-\u{10ffff}]|\\[ -~])*"$"#)
}

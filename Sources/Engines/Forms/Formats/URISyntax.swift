/// Whether an address is well formed: RFC 3986 for URIs, RFC 3987 for IRIs.
struct URISyntax {
    let isInternational: Bool

    static let uri = URISyntax(isInternational: false)
    static let iri = URISyntax(isInternational: true)

    func accepts(_ text: String, relative: Bool) -> Bool {
        let parts = URIReference(text)
        guard relative || parts.scheme != nil, parts.scheme.map(isScheme) ?? true, parts.authority.map(isAuthority) ?? true else { return false }
        if parts.authority == nil {
            // Without an authority a path may not look as if it had one; without a scheme its first segment may not look like one.
            if parts.path.hasPrefix("//") { return false }
            if parts.scheme == nil, parts.path.prefix(while: { $0 != "/" }).contains(":") { return false }
        }
        return isMade(parts.path, of: ":@/") && isMade(parts.query ?? "", of: ":@/?", isPrivateAllowed: true)
            && isMade(parts.fragment ?? "", of: ":@/?")
    }

    private func isScheme(_ scheme: Substring) -> Bool {
        guard let first = scheme.unicodeScalars.first, isLetter(first) else { return false }
        return scheme.unicodeScalars.allSatisfy { isLetter($0) || isFigure($0) || "+-.".unicodeScalars.contains($0) }
    }

    private func isAuthority(_ authority: Substring) -> Bool {
        var host = authority
        if let at = authority.lastIndex(of: "@") {
            guard isMade(authority[..<at], of: ":") else { return false }
            host = authority[authority.index(after: at)...]
        }
        let isLiteral = host.hasPrefix("[")
        if isLiteral {
            guard let end = host.firstIndex(of: "]"), isLiteralAddress(host[host.index(after: host.startIndex)..<end]) else { return false }
            let rest = host[host.index(after: end)...]
            return rest.isEmpty || (rest.hasPrefix(":") && rest.dropFirst().unicodeScalars.allSatisfy(isFigure))
        }
        if let colon = host.firstIndex(of: ":") {
            guard host[host.index(after: colon)...].unicodeScalars.allSatisfy(isFigure) else { return false }
            host = host[..<colon]
        }
        return isMade(host, of: "")
    }

    /// IPv6, or an address of the future: `v1.fe80::a+en1`.
    private func isLiteralAddress(_ text: Substring) -> Bool {
        guard text.lowercased().hasPrefix("v") else { return IPAddress.isValid(text, version: 6) }
        let halves = text.dropFirst().split(separator: ".", maxSplits: 1)
        return halves.count == 2 && halves[0].utf8.allSatisfy { hexValue($0) != nil } && !halves[1].contains("%") && isMade(halves[1], of: ":")
    }

    /// Whether a part holds nothing but unreserved characters, sub-delimiters, pairs of percent-encoding, and these.
    private func isMade(_ text: Substring, of more: String, isPrivateAllowed: Bool = false) -> Bool {
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "%" {
                guard let high = rest.popFirst(), let low = rest.popFirst(), isHexadecimal(high), isHexadecimal(low) else { return false }
            } else if !isPlain(scalar), !more.unicodeScalars.contains(scalar), !isInternational(scalar, isPrivateAllowed) {
                return false
            }
        }
        return true
    }

    private func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        isLetter(scalar) || isFigure(scalar) || "-._~!$&'()*+,;=".unicodeScalars.contains(scalar)
    }

    /// `ucschar` and `iprivate` of RFC 3987 §2.2.
    private func isInternational(_ scalar: Unicode.Scalar, _ isPrivateAllowed: Bool) -> Bool {
        guard isInternational else { return false }
        switch scalar.value {
        case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: return true
        case 0x10000...0xEFFFF: return scalar.value & 0xFFFF <= 0xFFFD && !(0xE0000...0xE0FFF).contains(scalar.value)
        case 0xE000...0xF8FF, 0xF0000...0x10FFFD: return isPrivateAllowed
        default: return false
        }
    }

    private func isLetter(_ scalar: Unicode.Scalar) -> Bool { (97...122).contains(scalar.value | 0x20) }
    private func isFigure(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.value) }
    private func isHexadecimal(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCII && scalar.properties.isASCIIHexDigit }
}

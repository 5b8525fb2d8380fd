import Kernel

/// DER as text between two lines of dashes (RFC 7468).
enum PEM {
    static func encode(_ der: [UInt8], label: String) -> String {
        let text = Array(Base64.encode(der).utf8)
        let lines = stride(from: 0, to: text.count, by: 64).map { String(decoding: text[$0..<min($0 + 64, text.count)], as: UTF8.self) }
        return (["-----BEGIN \(label)-----"] + lines + ["-----END \(label)-----", ""]).joined(separator: "\n")
    }

    /// The first block with that label, or `nil`.
    static func decode(_ text: String, label: String) -> [UInt8]? {
        let lines = text.split(at: "\n").map(\.trimmed)
        guard let begin = lines.firstIndex(where: { $0.hasSameBytes(as: "-----BEGIN \(label)-----") }),
              let end = lines[begin...].firstIndex(where: { $0.hasSameBytes(as: "-----END \(label)-----") }) else { return nil }
        return Base64.decode(lines[(begin + 1)..<end].joined())
    }
}

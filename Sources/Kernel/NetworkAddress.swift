#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// An address of the internet (IPv4, IPv6), as far as it matters to us: who shares it, and whether it is this machine itself.
public struct NetworkAddress: Sendable, Hashable {
    /// In the order of the wire: 4 or 16.
    private let bytes: [UInt8]

    /// Reads `192.0.2.1`, `2001:db8::1` and, as sockets that speak both write it, `::ffff:192.0.2.1`; `nil` for a name.
    public init?(_ text: String) {
        // A zone (`fe80::1%eth0`) says which of our own cables it came by.
        let number = String(Substring(text.utf8.prefix { $0 != UInt8(ascii: "%") }))
        var four = in_addr(), six = in6_addr()
        if inet_pton(AF_INET, number, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, number, &six) == 1 {
            let all = withUnsafeBytes(of: &six) { Array($0) }
            bytes = all.starts(with: Self.mapped) ? Array(all.dropFirst(12)) : all
        } else {
            return nil
        }
    }

    private static let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]

    /// What one subscriber holds, as a text: the address itself, or of IPv6 its network of 64 bits, in which he may choose freely.
    public var subscriber: String {
        guard bytes.count == 16 else { return bytes.map { "\($0)" }.joined(separator: ".") }
        let groups = stride(from: 0, to: 8, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        return groups.map { String($0, radix: 16) }.joined(separator: ":") + "/64"
    }

    /// Whether it never leaves this machine (127.0.0.0/8, ::1).
    public var isLoopback: Bool { bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1] }

    /// What one subscriber holds, also of a text that is no address.
    public static func subscriber(of text: String) -> String { NetworkAddress(text)?.subscriber ?? text }

    /// Whether what is said to this host stays on this machine: a loopback address, `localhost`, or a socket in a folder. The one place
    /// that decides it.
    public static func isThisMachine(_ host: String) -> Bool {
        if let address = NetworkAddress(host) { return address.isLoopback }
        return host == "localhost" || [UInt8(ascii: "/"), UInt8(ascii: "@")].contains(host.utf8.first)
    }
}

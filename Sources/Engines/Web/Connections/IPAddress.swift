import Glibc
import Kernel

/// An address of the internet, of either kind. IPv4 written as IPv6 (`::ffff:192.0.2.1`) is IPv4.
public struct IPAddress: Sendable, Hashable {
    /// Four of IPv4, sixteen of IPv6, the first first.
    let bytes: [UInt8]

    /// `nil` for whatever is no address: a name, a port beside it, a zone.
    public init?(_ text: String) {
        let letters = text.utf8
        guard (2...45).contains(letters.count), letters.allSatisfy(Self.mayOccur) else { return nil }
        guard let all = Self.read(text, AF_INET, in_addr()) ?? Self.read(text, AF_INET6, in6_addr()) else { return nil }
        bytes = all.starts(with: Self.mapped) ? Array(all.suffix(4)) : all
    }

    private static func read<Form>(_ text: String, _ family: Int32, _ empty: Form) -> [UInt8]? {
        var form = empty
        guard inet_pton(family, text, &form) == 1 else { return nil }
        return withUnsafeBytes(of: form) { Array($0) }
    }

    private static let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]

    private static func mayOccur(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"),
             UInt8(ascii: "."), UInt8(ascii: ":"): true
        default: false
        }
    }

    /// Under what a client is counted: his address; of IPv6 the network of 64 bits, for that many addresses is what one household is
    /// given, and it may take another of them for every request.
    var client: String {
        bytes.count == 4 ? bytes.map(String.init).joined(separator: ".") : bytes.prefix(8).hex + "/64"
    }
}

/// A block of addresses: `10.0.0.0/8`, `2001:db8::/32`, or one alone.
public struct AddressBlock: Sendable, Hashable {
    private let address: IPAddress
    private let bits: Int

    /// `nil` for what is no block.
    public init?(_ text: String) {
        let halves = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { String(Substring($0)) }
        guard halves.count <= 2, let address = IPAddress(halves[0]) else { return nil }
        let all = address.bytes.count * 8
        guard let bits = halves.count == 2 ? Int(halves[1]) : all, (0...all).contains(bits) else { return nil }
        (self.address, self.bits) = (address, bits)
    }

    public func contains(_ other: IPAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        return zip(address.bytes, other.bytes).enumerated().allSatisfy { place, pair in
            let left = min(8, max(0, bits - 8 * place)), mask = UInt8(truncatingIfNeeded: 0xFF00 >> left)
            return pair.0 & mask == pair.1 & mask
        }
    }

    /// This machine itself.
    public static let loopback = ["127.0.0.0/8", "::1"].compactMap(AddressBlock.init)
}

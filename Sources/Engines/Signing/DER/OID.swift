import Kernel

/// An object identifier (X.660): a path of numbers that names an algorithm or a field.
public struct OID: Hashable, Sendable, CustomStringConvertible {
    private let arcs: [UInt64]

    init(_ arcs: UInt64...) { self.arcs = arcs }

    /// Reads `1.2.156`; `nil` when it is not an identifier.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(at: ".")
        let arcs = parts.compactMap { $0.utf8.allSatisfy { (48...57).contains($0) } ? UInt64($0) : nil }
        guard arcs.count == parts.count, (2...32).contains(arcs.count),
              arcs[0] <= 2, arcs[1] < (arcs[0] == 2 ? 1 << 32 : 40) else { return nil }
        self.arcs = arcs
    }

    public var description: String { arcs.map(String.init).joined(separator: ".") }
}

extension OID {
    /// SM2 on its curve, and the curve itself (GB/T 33560).
    public static let sm2 = OID(1, 2, 156, 10197, 1, 301)
    public static let sm3 = OID(1, 2, 156, 10197, 1, 401)
    public static let sm2WithSM3 = OID(1, 2, 156, 10197, 1, 501)
    /// id-ecPublicKey, which key files and certificates name before the curve.
    public static let ecPublicKey = OID(1, 2, 840, 10045, 2, 1)
}

extension OID {
    /// The content of the DER value: the first two arcs share a number, each number is written in base 128.
    var content: [UInt8] { ([arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2)).flatMap(Self.base128) }

    init?(content: ArraySlice<UInt8>) {
        var numbers: [UInt64] = [], number: UInt64 = 0, isInside = false
        for byte in content {
            guard number < 1 << 56, isInside || byte != 0x80 else { return nil }
            number = number << 7 | UInt64(byte & 0x7F)
            isInside = byte & 0x80 != 0
            if !isInside {
                numbers.append(number)
                number = 0
            }
        }
        guard let first = numbers.first, !isInside, numbers.count < 32 else { return nil }
        let root = min(first / 40, 2)
        arcs = [root, first - root * 40] + numbers.dropFirst()
    }

    private static func base128(_ number: UInt64) -> [UInt8] {
        var bytes = [UInt8(number & 0x7F)], rest = number >> 7
        while rest > 0 {
            bytes.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
            rest >>= 7
        }
        return bytes
    }
}

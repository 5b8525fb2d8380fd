import Kernel

/// 32 bytes that stand for a text (摘要). Kept in place, without an allocation, since ledgers hold many of them;
/// shown and encoded as 64 hexadecimal digits.
public struct Digest: Hashable, Sendable {
    public static let count = 32

    // Four words rather than a vector of 32 bytes: a vector's alignment is more than frames of async functions keep.
    private var lanes = Lanes()
    private struct Lanes: Hashable, Sendable { var a: UInt64 = 0, b: UInt64 = 0, c: UInt64 = 0, d: UInt64 = 0 }

    /// `nil` unless there are exactly 32 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.count else { return nil }
        self.init { $0.copyBytes(from: bytes) }
    }

    /// `nil` unless the text is 64 hexadecimal digits.
    public init?(hex: some StringProtocol) {
        guard let bytes = [UInt8](hex: hex) else { return nil }
        self.init(bytes)
    }

    init(filledBy fill: (UnsafeMutableRawBufferPointer) -> Void) {
        withUnsafeMutableBytes(of: &lanes, fill)
    }

    public var bytes: [UInt8] { withUnsafeBytes(Array.init) }
    public var hex: String { withUnsafeBytes { $0.hex } }

    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try Swift.withUnsafeBytes(of: lanes, body)
    }
}

extension Digest: CustomStringConvertible, Codable {
    public var description: String { hex }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let digest = try Digest(hex: container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a digest has 64 hexadecimal digits")
        }
        self = digest
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}

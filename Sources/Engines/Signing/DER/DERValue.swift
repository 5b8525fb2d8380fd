import Kernel

/// A type of a standard's schema: the schema stands beside the type, and reading and writing follow its order.
public protocol DERValue: Sendable {
    /// Throws `signing.malformed`.
    init(reading reader: inout DER.Reader) throws
    func write(to writer: inout DER.Writer)
}

extension DERValue {
    /// Throws `signing.malformed` unless the bytes are exactly one value.
    public init(der: [UInt8]) throws {
        var reader = try DER.Reader(der)
        try self.init(reading: &reader)
        try reader.finish()
    }

    public var der: [UInt8] { DER.encode(write) }
}

extension DER.Writer {
    public mutating func value(_ value: some DERValue) { value.write(to: &self) }
}

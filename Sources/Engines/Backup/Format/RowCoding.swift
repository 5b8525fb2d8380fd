import Storage

/// Rows as bytes: value after value, each a byte that tells its kind, then what it holds. Lengths are LEB128; integers are LEB128 of
/// their zigzag form; real numbers are the eight bytes of IEEE 754, the lowest first.
enum RowCoding {
    static let null: UInt8 = 0, integer: UInt8 = 1, real: UInt8 = 2, text: UInt8 = 3, bytes: UInt8 = 4
}

extension [UInt8] {
    mutating func append(row: Row) { for value in row.values { append(value: value) } }

    private mutating func append(value: Value) {
        switch value {
        case .null: append(RowCoding.null)
        case .integer(let number):
            append(RowCoding.integer)
            append(varint: UInt64(bitPattern: number << 1 ^ number >> 63))
        case .real(let number):
            append(RowCoding.real)
            Swift.withUnsafeBytes(of: number.bitPattern.littleEndian) { append(contentsOf: $0) }
        case .text(let text):
            append(RowCoding.text)
            append(varint: UInt64(text.utf8.count))
            append(contentsOf: text.utf8)
        case .bytes(let bytes):
            append(RowCoding.bytes)
            append(varint: UInt64(bytes.count))
            append(contentsOf: bytes)
        }
    }

    private mutating func append(varint number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }
}

/// Reads rows back from bytes that may be anything.
struct RowReader {
    private let bytes: ArraySlice<UInt8>
    private let width: Int
    private var place: Int

    init(_ bytes: ArraySlice<UInt8>, columns: Int) { (self.bytes, width, place) = (bytes, columns, bytes.startIndex) }

    /// The next row, `nil` after the last.
    /// - Throws: `Malformed`.
    mutating func next() throws(Malformed) -> [Value]? {
        guard place < bytes.endIndex, width > 0 else { return nil }
        var row: [Value] = []
        row.reserveCapacity(width)
        for _ in 0..<width { row.append(try value()) }
        return row
    }

    struct Malformed: Error {}

    private mutating func value() throws(Malformed) -> Value {
        switch try byte() {
        case RowCoding.null: return .null
        case RowCoding.integer:
            let zigzag = try varint()
            return .integer(Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1))
        case RowCoding.real:
            let pattern = try take(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return .real(Double(bitPattern: pattern))
        case RowCoding.text:
            guard let text = String(validating: try take(length()), as: UTF8.self) else { throw Malformed() }
            return .text(text)
        case RowCoding.bytes: return .bytes(Array(try take(length())))
        default: throw Malformed()
        }
    }

    private mutating func length() throws(Malformed) -> Int {
        guard let length = Int(exactly: try varint()) else { throw Malformed() }
        return length
    }

    private mutating func varint() throws(Malformed) -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let next = try byte()
            number |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return number }
        }
        throw Malformed()
    }

    private mutating func byte() throws(Malformed) -> UInt8 {
        guard place < bytes.endIndex else { throw Malformed() }
        defer { place += 1 }
        return bytes[place]
    }

    private mutating func take(_ count: Int) throws(Malformed) -> ArraySlice<UInt8> {
        guard count <= bytes.endIndex - place else { throw Malformed() }
        defer { place += count }
        return bytes[place..<place + count]
    }
}

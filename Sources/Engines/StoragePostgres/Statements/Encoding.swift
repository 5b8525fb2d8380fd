import Kernel
import Storage

/// PostgreSQL's numbers of types (`pg_type.oid`); those that are built in never change.
enum TypeID {
    static let bool: UInt32 = 16, bytes: UInt32 = 17, char: UInt32 = 18, name: UInt32 = 19, int8: UInt32 = 20, int2: UInt32 = 21
    static let int4: UInt32 = 23, text: UInt32 = 25, oid: UInt32 = 26, json: UInt32 = 114, float4: UInt32 = 700, float8: UInt32 = 701
    static let unknown: UInt32 = 705, bpchar: UInt32 = 1042, varchar: UInt32 = 1043, numeric: UInt32 = 1700, void: UInt32 = 2278
    static let jsonb: UInt32 = 3802
}

extension Value {
    /// The type that a statement is prepared with for this value; 0 leaves it to the server, as an empty value must.
    var typeID: UInt32 {
        switch self {
        case .null: 0
        case .integer: TypeID.int8
        case .real: TypeID.float8
        case .text: TypeID.text
        case .bytes: TypeID.bytes
        }
    }
}

/// The values of one statement in PostgreSQL's binary form, as libpq takes them: one after another in one buffer.
struct Parameters {
    private(set) var types: [UInt32] = []
    private(set) var lengths: [Int32] = []
    private var bytes: [UInt8] = []
    private var isNull: [Bool] = []

    /// - Throws: `storage.nul_in_text`, as every engine does.
    init(_ values: [Value]) throws {
        for value in values {
            let start = bytes.count
            switch value {
            case .null: break
            case .integer(let number): append(UInt64(bitPattern: number))
            case .real(let number): append(number.bitPattern)
            case .text(let text):
                guard !text.utf8.contains(0) else { throw Problem("storage.nul_in_text", .invalid) }
                bytes += text.utf8
            case .bytes(let content): bytes += content
            }
            types.append(value.typeID)
            isNull.append(value == .null)
            guard let length = Int32(exactly: bytes.count - start) else { throw Problem("storage.value", .invalid) }
            lengths.append(length)
        }
    }

    private mutating func append(_ word: UInt64) { withUnsafeBytes(of: word.bigEndian) { bytes += $0 } }

    var count: Int32 { Int32(clamping: lengths.count) }
    /// All binary.
    var formats: [Int32] { Array(repeating: 1, count: lengths.count) }

    /// Calls with pointers to each value, `nil` where there is none.
    func withPointers<Result>(_ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
        // A value of no bytes needs a pointer too: without one it would count as NULL.
        (bytes + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { buffer in
                var start = 0
                return body(zip(isNull, lengths).map { isNull, length in
                    defer { start += Int(length) }
                    return isNull ? nil : buffer.baseAddress.map { $0 + start }
                })
            }
        }
    }
}

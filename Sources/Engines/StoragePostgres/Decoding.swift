import Kernel
import Storage

extension Value {
    /// A column's value from PostgreSQL's binary form. Truth is 1 or 0; NUMERIC, which SUM and AVG of whole numbers give, is whole when it
    /// has no places after the point, and otherwise a real number.
    /// - Throws: `storage.value` for a type that the contract doesn't have, such as a date.
    init(_ bytes: UnsafeRawBufferPointer, of type: UInt32) throws {
        switch type {
        case TypeID.int8: self = .integer(Int64(truncatingIfNeeded: bytes.word))
        case TypeID.text, TypeID.varchar, TypeID.bpchar, TypeID.name, TypeID.char, TypeID.unknown, TypeID.json, TypeID.void:
            self = .text(String(decoding: bytes, as: UTF8.self))
        case TypeID.bytes: self = .bytes(Array(bytes))
        case TypeID.float8: self = .real(Double(bitPattern: bytes.word))
        case TypeID.bool, TypeID.oid: self = .integer(Int64(truncatingIfNeeded: bytes.word))
        case TypeID.int4: self = .integer(Int64(Int32(truncatingIfNeeded: bytes.word)))
        case TypeID.int2: self = .integer(Int64(Int16(truncatingIfNeeded: bytes.word)))
        case TypeID.float4: self = .real(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bytes.word))))
        case TypeID.numeric: self = Value(numeric: bytes)
        case TypeID.jsonb: self = .text(String(decoding: bytes.dropFirst(), as: UTF8.self))
        default: throw Problem("storage.value", .fault, reason: "PostgreSQL's type \(type) has no place in the contract")
        }
    }

    /// NUMERIC: four numbers of 16 bits (how many digits, the first one's weight, sign, places after the point), then digits to base 10,000.
    private init(numeric bytes: UnsafeRawBufferPointer) {
        let parts = stride(from: 0, to: bytes.count - 1, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
        guard parts.count >= 4, parts[2] == 0 || parts[2] == 0x4000 else {
            // Not a number, or without end.
            self = .real(parts.dropFirst(2).first == 0xD000 ? .infinity : parts.dropFirst(2).first == 0xF000 ? -.infinity : .nan)
            return
        }
        let weight = Int(Int16(truncatingIfNeeded: parts[1])), digits = parts.dropFirst(4)
        func digit(_ place: Int) -> String {
            let value = digits.dropFirst(place).first ?? 0
            return String(String(10_000 + value).dropFirst())
        }
        let sign = parts[2] == 0 ? "" : "-"
        let whole = weight < 0 ? "0" : (0...weight).map(digit).joined()
        if parts[3] == 0, let number = Int64(sign + whole) {
            self = .integer(number)
        } else {
            let zeros = weight < -1 ? String(repeating: "0000", count: -weight - 1) : ""
            let fraction = (max(0, weight + 1)..<max(digits.count, weight + 1, 0)).map(digit).joined()
            self = .real(Double("\(sign)\(whole).\(zeros)\(fraction)0") ?? .nan)
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Up to eight bytes, the highest first.
    fileprivate var word: UInt64 { prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
}

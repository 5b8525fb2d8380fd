@testable import Backup
import Kernel
import Storage
import Testing

@Suite("Rows as bytes") struct RowCodingTests {
    static let values: [Value] = [
        .null, .integer(0), .integer(-1), .integer(.max), .integer(.min), .integer(64),
        .real(0), .real(-0.0), .real(1.5), .real(.infinity), .real(.leastNonzeroMagnitude),
        .text(""), .text("开封🀄️"), .text(String(repeating: "x", count: 300)), .bytes([]), .bytes(Array(0...255)),
    ]

    @Test("come back as they were")
    func roundTrip() throws {
        var bytes: [UInt8] = []
        for value in Self.values { bytes.append(row: Row(columns: ["a", "b"], values: [value, .integer(7)])) }
        var reader = RowReader(bytes[...], columns: 2)
        for value in Self.values { #expect(try reader.next() == [value, .integer(7)]) }
        #expect(try reader.next() == nil)
    }

    @Test("are known by their bytes")
    func form() {
        var bytes: [UInt8] = []
        bytes.append(row: Row(columns: ["a", "b", "c"], values: [.integer(-65), .text("é"), .null]))
        #expect(bytes == [1, 0x81, 0x01, 3, 2, 0xC3, 0xA9, 0])
    }

    @Test("are refused when they are no rows", arguments: [
        [1], [1, 0x80], [2, 0, 0], [3, 5, 65], [3, 1, 0xFF], [4, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [5], [0],
        [1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    ] as [[UInt8]])
    func malformed(_ bytes: [UInt8]) {
        var reader = RowReader(bytes[...], columns: 2)
        #expect(throws: RowReader.Malformed.self) { try reader.next() }
    }
}

import Cases
import Foundation
import HTTPTypes
import Identity
import Kernel
import Platform
import Storage
import TestKit
import Testing
import Web

/// Every route, for everybody, on his own and on others' cases: read, and really written.
@Suite("The matrix of access") struct MatrixTests {
    @Test("every route has a row, and every row a route")
    func routes() async throws {
        let city = try await TestCity()
        let known = Set(city.platform.web.routes.map { "\($0.method.rawValue) \(Self.pattern($0.path))" })
        let told = Set(try Self.table().rows.map(\.route))
        #expect(known.subtracting(told).sorted() == [], "routes without a row in matrix.txt")
        #expect(told.subtracting(known).sorted() == [], "rows without a route")
    }

    @Test("everybody is answered as the table says, and who is refused has changed nothing", .timeLimit(.minutes(20)))
    func cells() async throws {
        let table = try Self.table()
        #expect(table.roles == MatrixRole.allCases.map(\.rawValue))
        let asker = try await MatrixAsker()
        var found: [[String: String]] = []
        for row in table.rows {
            var answers: [String: String] = [:]
            for role in MatrixRole.allCases {
                let answer = try await asker.answer(row, role)
                answers[role.rawValue] = answer
                #expect(answer == row.cells[role.rawValue], "\(row.route) \(row.filling) as \(role)")
            }
            found.append(answers)
        }
        #expect(asker.trespasses == [], "refused, and yet the ledger grew")
        // Where it should be written down what was found, to be read before it is believed.
        if let path = ProcessInfo.processInfo.environment["TONGBAN_MATRIX"] {
            let text = try String(contentsOfFile: MatrixTable.file, encoding: .utf8)
            try MatrixTable.redrawn(text, found).write(toFile: path, atomically: true, encoding: .utf8)
        }
    }

    private static func table() throws -> MatrixTable { try MatrixTable(String(contentsOfFile: MatrixTable.file, encoding: .utf8)) }

    /// Routes are written with `:id`; the router also knows `{id}`.
    static func pattern(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.hasPrefix("{") && part.hasSuffix("}") ? ":\(part.dropFirst().dropLast())" : String(part)
        }.joined(separator: "/")
    }
}

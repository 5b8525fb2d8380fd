import Foundation
@testable import Rules
import Testing

@Suite("What rules say") struct SayingTests {
    @Test("every warning and every syntax error has its text in both languages", arguments: ["zh", "en"])
    func texts(_ language: String) throws {
        let folder = URL(filePath: #filePath).appending(path: "../../../Sources/Engines/Rules/Messages").standardized
        let texts = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: folder.appending(path: "\(language).json")))
        let syntax = SyntaxError.Reason.allCases.map { SyntaxError(place: 0, reason: $0, found: "").code }
        let codes = Warning.Code.allCases.map { Warning($0).code } + syntax
        #expect(codes.filter { texts[$0] == nil } == [])
    }
}

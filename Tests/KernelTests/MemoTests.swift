import Kernel
import Testing

@Suite("What was worked out before")
struct MemoTests {
    @Test("stays within its bound, and is worked out once while it stays")
    func bound() {
        let memo = Memo<String>(bound: 2)
        let asked = [("a", "1"), ("a", "2"), ("b", "3"), ("c", "4"), ("a", "5")]
        let given = asked.map { key, text in memo.value(key) { text } }
        #expect(given == ["1", "1", "3", "4", "5"])
    }

    @Test("keeps nothing that failed")
    func failure() async throws {
        struct Fault: Error {}
        let memo = Memo<String>(bound: 2)
        await #expect(throws: Fault.self) { try await memo.value("a") { () async throws -> String in throw Fault() } }
        #expect(memo.value("a") { "1" } == "1")
    }
}

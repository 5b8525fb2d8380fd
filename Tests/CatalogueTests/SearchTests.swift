@testable import Catalogue
import Kernel
import Organisations
import Testing

@Suite("Search") struct SearchTests {
    /// Kaifeng's whole catalogue, published once for all these tests.
    static let shelf = Task {
        let shelf = try await Shelf()
        let rows = try kaifengItems.flatMap { try ItemFile.rows($0, directory: shelf.organisations.directory, beside: beside) }
        _ = try await shelf.catalogue.publish(rows, by: editor)
        return shelf
    }

    @Test("what people say finds what the law calls it", arguments: [
        ("食品经营许可", "food-operation-permit"), ("食品经营许可核发（新办）", "food-operation-permit"), ("开饭店", "food-operation-permit"),
        ("我想开饭店", "food-operation-permit"), ("开个饭店要什么证", "food-operation-permit"), ("奶茶店", "food-operation-permit"),
        ("shipinjingying", "food-operation-permit"), ("spjyxk", "food-operation-permit"), ("kaifandian", "food-operation-permit"),
        ("kfd", "food-operation-permit"),
        ("食品经营需可", "food-operation-permit"), ("食品精营许可", "food-operation-permit"), ("Food operation permit", "food-operation-permit"),
        ("FOOD PERMIT", "food-operation-permit"), ("结婚", "marriage-registration"), ("jiehun", "marriage-registration"),
        ("施工许可", "construction-permit"), ("驾照到期", "driving-licence-renewal"), ("二手房过户", "property-transfer"),
    ])
    func words(query: String, slug: String) async throws {
        let found = try await Self.shelf.value.catalogue.current.search(query, limit: 5).map(\.item.slug)
        #expect(found.prefix(3).contains(slug), "\(found)")
    }

    @Test("nothing is found by nothing", arguments: ["", " ", "　", "！？。", "龘靐齉"])
    func nothing(query: String) async throws { #expect(try await Self.shelf.value.catalogue.current.search(query).isEmpty) }

    @Test("one character is a query too")
    func single() async throws {
        let found = try await Self.shelf.value.catalogue.current.search("食", limit: 50)
        #expect(!found.isEmpty && found.allSatisfy { "\($0.item.name)\($0.item.plain)\($0.item.keywords)\($0.item.themes)".contains("食") })
    }

    @Test("a long or hostile query is cut, not suffered", arguments: [
        String(repeating: "食品经营许可", count: 20_000), String(repeating: "👨‍👩‍👧", count: 5000), "%_'\"\\;--", "\u{0}\u{1}",
    ])
    func hostile(query: String) async throws { #expect(try await Self.shelf.value.catalogue.current.search(query).count <= 20) }

    @Test("no more is given than was asked for, and the name itself comes first")
    func order() async throws {
        let current = try await Self.shelf.value.catalogue.current
        #expect(current.search("登记", limit: 4).count == 4)
        for item in current.items { #expect(current.search(item.item.name, limit: 1).first?.item.name == item.item.name) }
    }

    /// The work grows with what is similar, not with what is there: a thousand strangers leave the answer as it was.
    @Test("strangers don't disturb the answer")
    func strangers() {
        let known = SearchIndex.Entry(key: "food", texts: [("食品经营许可", 10), ("开饭店", 8)])
        let strangers = (0..<1000).map { SearchIndex.Entry(key: "s\($0)", texts: [("第\($0)号林木采伐", 10)]) }
        #expect(SearchIndex(strangers + [known]).find("食品经营") == ["food"])
        #expect(SearchIndex([known]).find("食品经营") == ["food"])
    }

    @Test("Chinese is spelt in pinyin and initials", arguments: [
        ("食品", "shipin", "sp"), ("不动产", "budongchan", "bdc"), ("ABC 证", "abczheng", "az"), ("", "", ""), ("——", "", ""),
    ])
    func pinyin(text: String, full: String, initials: String) {
        #expect(Pinyin.of(text).full == full)
        #expect(Pinyin.of(text).initials == initials)
    }
}

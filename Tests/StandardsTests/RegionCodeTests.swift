import Standards
import Testing

@Suite("行政区划代码, GB/T 2260 and GB/T 10114")
struct RegionCodeTests {
    @Test("level, parent and prefix", arguments: [
        ("410000", "410000000000", RegionCode.Level.province, nil, "41"),
        ("410200", "410200000000", .city, "410000000000", "4102"),
        ("410202", "410202000000", .county, "410200000000", "410202"),
        ("410202001", "410202001000", .town, "410202000000", "410202001"),
        ("410202001009", "410202001009", .village, "410202001000", "410202001009"),
        ("441900003000", "441900003000", .town, "441900000000", "441900003"),
        ("110101", "110101000000", .county, "110100000000", "110101"),
    ])
    func forms(given: String, whole: String, level: RegionCode.Level, parent: String?, prefix: String) throws {
        let code = try RegionCode(checking: given)
        #expect(code.text == whole && code.level == level && code.parent?.text == parent && code.prefix == prefix)
    }

    @Test("a region contains itself and what lies below, nothing else")
    func contains() throws {
        let city = try RegionCode(checking: "410200"), county = try RegionCode(checking: "410202")
        let village = try RegionCode(checking: "410202001009"), elsewhere = try RegionCode(checking: "410300")
        #expect(city.contains(city) && city.contains(village) && county.contains(village))
        #expect(!county.contains(city) && !city.contains(elsewhere) && !village.contains(county))
    }

    @Test("six digits are shown to people")
    func six() { #expect(RegionCode("410202001009")?.six == "410202") }

    @Test("what is wrong is told", arguments: [
        ("41020", "region.length"), ("4102020", "region.length"), ("4102020010090", "region.length"),
        ("41020A", "region.character"), ("000000", "region.province"),
    ])
    func wrong(code: String, expected: String) { #expect(fault { try RegionCode(checking: code) } == expected) }
}

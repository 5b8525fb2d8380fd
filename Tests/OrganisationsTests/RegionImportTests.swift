import Kernel
import Organisations
import Testing

@Suite("Importing regions")
struct RegionImportTests {
    /// Children come before parents here, a village has moved to another town, and a town has no successor.
    private static let table = """
        code,name,level,parent_code,type,edition,status,mca2025_code
        410202006001,北门大街社区居委会,village,410202001000,居委会,NBS-2016-07-31,snapshot-moved,
        410202001000,北书店街道,town,410202000000,街道,NBS-2022-10-31,current,410202001000
        410211201000,西郊乡,town,410202000000,乡,NBS-2016-07-31,historic,
        410211201598,虚拟村村委会,village,410211201000,村委会,NBS-2016-07-31,dummy,
        410202000000,龙亭区,county,410200000000,市辖区,NBS-2022-10-31,current,410202000000
        410200000000,开封市,city,410000000000,地级市,NBS-2022-10-31,current,410200000000
        """

    @Test("a table in any order is taken in, and sending it again changes nothing")
    func idempotent() async throws {
        let town = try await Town()
        let first = try await town.organisations.importRegions(csv: Array(Self.table.utf8), by: clerk)
        #expect(first.refused == [] && first.added == 6)
        let again = try await town.organisations.importRegions(csv: Array(Self.table.utf8), by: clerk)
        #expect(again.unchanged == 6 && again.accepted == 6 && !again.changesAnything)
        #expect(try await town.acts("regions.imported").count == 1)
        let village = try #require(town.organisations.directory.region("410202006001"))
        #expect(village.status == .moved && village.parent == "410202001000" && village.isOffered)
        #expect(town.organisations.directory.region("410211201598")?.isOffered == false)
    }

    @Test("a changed row is changed, and what is in memory is what is stored")
    func changes() async throws {
        let town = try await Town()
        _ = try await town.organisations.importRegions(csv: Array(Self.table.utf8), by: clerk)
        let renamed = Self.table.replacing("北书店街道", with: "书店街街道")
        #expect(try await town.organisations.importRegions(csv: Array(renamed.utf8), by: clerk).changed == 1)
        #expect(town.organisations.directory.pathName(of: "410202006001") == "开封市·龙亭区·书店街街道·北门大街社区居委会")
        let restarted = try Town.organisations(town.ledger, town.cipher, town.clock)
        try await restarted.load()
        #expect(restarted.directory.regions == town.organisations.directory.regions)
    }

    @Test("a hostile row is refused with its number and reason, and the others stay", arguments: [
        ("410203000000,顺河区,province,410200000000,区", "region.level"),
        ("4102030000,顺河区,county,410200000000,区", "region.code"),
        ("410203001000,顺河区,county,410200000000,区", "region.code"),
        ("41020300000x,顺河区,county,410200000000,区", "region.code"),
        ("４１０２０３００００００,顺河区,county,410200000000,区", "region.code"),
        ("410203000000,　,county,410200000000,区", "import.name"),
        ("410203000000,顺河区,county,,区", "region.parent"),
        ("410203000000,顺河区,county,410299000000,区", "region.parent"),
        ("410203001000,街道,town,410200000000,街道", "region.parent"),
        ("410200000000,开封,city,,市", "import.twice"),
        ("410203000000,顺河区,county", "import.columns"),
        ("'; DROP TABLE region; --,x,county,410200000000,区", "region.code"),
    ])
    func hostile(row: String, code: String) async throws {
        let town = try await Town()
        let table = "code,name,level,parent_code,type\n410200000000,开封市,city,,市\n\(row)\n410202000000,龙亭区,county,410200000000,区\n"
        let report = try await town.organisations.importRegions(csv: Array(table.utf8), by: clerk)
        #expect(report.refused.map(\.row) == [3] && report.refused.map(\.reason.code) == [code])
        #expect(town.organisations.directory.regions.count == 2)
    }

    @Test("rows of JSON that are of the wrong shape are refused one by one")
    func shapes() async throws {
        let town = try await Town()
        let json = #"[{"code": 410200000000}, "x", null, {"code": "410200000000", "name": "开封市", "level": "city", "type": "地级市"}]"#
        let report = try await town.organisations.importRegions(json: Array(json.utf8), by: clerk)
        #expect(report.refused.map(\.row) == [1, 2, 3] && report.added == 1)
        await #expect(throws: Problem("import.json", .invalid)) {
            try await town.organisations.importRegions(json: Array(#"{"code": "410200000000"}"#.utf8), by: clerk)
        }
    }

    @Test("the city's own data is without a fault, and each town lies below its county")
    func kaifeng() async throws {
        let town = try await Town.filled(), directory = town.organisations.directory
        #expect(directory.city?.name == "开封市" && directory.children(of: "410200000000").count == 9)
        #expect(directory.codes(within: "410200000000").count == directory.regions.count)
        let street = try #require(directory.children(of: "410202000000").first)
        #expect(directory.ancestors(of: street.code).map(\.name) == ["开封市", "龙亭区"])
        #expect(directory.isRegion(street.code, within: "410202000000") && !directory.isRegion(street.code, within: "410203000000"))
        #expect(directory.pathName(of: "410202000000") == "开封市·龙亭区" && directory.pathName(of: "没有") == "没有")
    }
}

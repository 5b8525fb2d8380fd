import Files
import Foundation
import Kernel
import Testing

@Suite("The room on a disk")
struct DiskWatchTests {
    @Test("so much is kept for what must go on", arguments: [
        (100 << 20, 10 << 20), (2 << 30, 2 << 30 / 10), (10 << 30, 500 << 20), (100 << 30, 100 << 30 / 50), (1 << 40, 1 << 40 / 50),
    ])
    func reserve(total: Int, reserve: Int) {
        #expect(DiskSpace(free: 0, total: total).reserve == reserve)
        #expect(DiskSpace(free: reserve - 1, total: total).isLow && !DiskSpace(free: reserve, total: total).isLow)
    }

    @Test("the system says how large a disk is, and nothing of a path that isn't there")
    func system() throws {
        let space = try SystemDisks().space(at: FileManager.default.temporaryDirectory.path)
        #expect(space.total > 0 && space.free <= space.total)
        #expect(throws: Problem("file.unavailable", .unavailable)) { try SystemDisks().space(at: "/nowhere") }
    }

    @Test("one full disk of several is enough, and a disk that can't be asked is no reason to refuse")
    func several() async throws {
        struct Gauge: DiskGauge {
            func space(at path: String) throws -> DiskSpace {
                if path == "away" { throw Problem("file.unavailable", .unavailable) }
                return DiskSpace(free: path == "full" ? 0 : 50 << 30, total: 100 << 30)
            }
        }
        try await DiskWatch(["free", "away"], gauge: Gauge()).demandRoom()
        try await DiskWatch.nothing.demandRoom()
        await #expect(throws: Problem("storage.low_space", .unavailable)) {
            try await DiskWatch(["free", "full"], gauge: Gauge()).demandRoom()
        }
    }
}

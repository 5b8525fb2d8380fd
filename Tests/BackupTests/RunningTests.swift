import Backup
import Files
import Kernel
import Signing
import Storage
import Testing

@Suite("A backup of a platform that runs") struct RunningTests {
    @Test("is a picture of one instant, whatever is written meanwhile")
    func snapshot() async throws {
        let city = try await Installation()
        try await city.addAccounts(3000)
        let over = Arrival()
        let moved = try await withThrowingTaskGroup(of: Int.self) { group in
            for writer in 0..<3 {
                group.addTask {
                    var random = SeededRandom(seed: UInt64(writer)), moved = 0
                    while over.value == 0 {
                        try await city.move(by: &random)
                        moved += 1
                    }
                    return moved
                }
            }
            let enough = Arrival()
            try await city.backUp { progress in if progress.phase == .tables { enough.count() } }
            over.count()
            #expect(enough.value > 0)
            return try await group.reduce(0, +)
        }
        #expect(moved > 0)
        let target = try city.target()
        try await city.restore(into: target)
        // Every move takes from one account and gives to another or to a new one, so the sum never changes.
        let sum: Int? = try await target.database.read { try $0.row("SELECT SUM(balance) AS s FROM account")?.get("s") }
        #expect(sum == 30_000)
    }

    @Test("leaves nothing when it is cancelled")
    func cancelled() async throws {
        let city = try await Installation()
        try await city.addAccounts(20_000)
        let canceller = Canceller()
        let task = Task {
            await canceller.armed()
            try await city.backUp { _ in canceller.cancel() }
        }
        canceller.arm(task.cancel)
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try city.names() == ["files"])
    }

    @Test("takes along a stored file that its rows need and that was set aside")
    func aside() async throws {
        let city = try await Installation()
        let digest = try await city.addPaper([1, 2, 3]), other = try await city.addPaper([4, 5])
        try await city.files.setAside(digest, at: Installation.start)
        try await city.backUp()
        let target = try city.target()
        #expect(try await city.restore(into: target).files == 2)
        #expect(try await target.files.readAll(digest, limit: 3) == [1, 2, 3])
        #expect(try await target.files.readAll(other, limit: 3) == [4, 5])
    }

    @Test("names a stored file that its rows need and that isn't there")
    func missing() async throws {
        let city = try await Installation()
        let digest = try await city.addPaper([1, 2, 3])
        try await city.files.delete(digest)
        await #expect {
            try await city.backUp()
        } throws: { error in
            (error as? Problem)?.code == "backup.file_missing" && (error as? Problem)?.arguments["digest"] == digest.hex
        }
        #expect(try city.names() == ["files"])
    }
}

extension Installation {
    /// Moves one from an account to another; now and then the other is new.
    fileprivate func move(by random: inout SeededRandom) async throws {
        let dice = random.bytes(4).map(Int.init)
        let (from, to) = (dice[0] * 10, dice[1] * 11)
        let isNew = dice[2] < 30
        try await database.write { tx in
            try tx.send("UPDATE account SET balance = balance - 1 WHERE id = \(from)")
            if isNew {
                let next: Int = try tx.row("SELECT MAX(id) + 1 AS next FROM account")?.get("next") ?? 0
                try tx.send("INSERT INTO account (id, balance) VALUES (\(next), 1)")
            } else {
                try tx.send("UPDATE account SET balance = balance + 1 WHERE id = \(to)")
            }
        }
    }
}

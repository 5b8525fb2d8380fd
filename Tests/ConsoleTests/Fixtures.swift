import Foundation
import Jobs
import Kernel
import Platform
import Storage
import TestKit

/// Jobs that were given up, and why they are.
extension TestCity {
    /// Writes down so many jobs as they stand when they were given up.
    func giveUp(_ kinds: [String], error: String = "storage.busy") async throws {
        let queue = JobQueue(platform.database, clock: clock, random: SeededRandom(seed: 3))
        try await platform.database.write { tx in
            for kind in kinds { try queue.enqueue(kind, [String](), in: tx) }
            try tx.execute("UPDATE job SET state = 'dead', attempts = 16, last_error = \(error) WHERE payload = '[]' AND attempts = 0")
        }
    }

    /// Lets the jobs run until those that fail are given up.
    func tireOut() async throws {
        for _ in 0..<16 {
            try await platform.jobs.drain()
            clock.advance(.hours(1))
        }
    }

    /// Nothing can be put into the store any more: a file stands where uploads begin. Gives back what mends it.
    func breakFiles() throws -> () throws -> Void {
        let incoming = "\(path)/files/incoming", away = "\(path)/files-incoming"
        try FileManager.default.moveItem(atPath: incoming, toPath: away)
        try Data().write(to: URL(filePath: incoming))
        return {
            try FileManager.default.removeItem(atPath: incoming)
            try FileManager.default.moveItem(atPath: away, toPath: incoming)
        }
    }

    func deadKeys() async throws -> [String] { try await platform.deadJobs().map(\.id.text) }
}

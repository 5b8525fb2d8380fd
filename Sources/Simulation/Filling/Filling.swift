import Cases
import Kernel
import Ledger
import Organisations
import Platform

/// Fills a city's database with cases for measuring (造数): any number of them, plausible and in every state, entered in batches
/// with all their acts. May be stopped at any moment and begun again; it goes on where it was.
public struct Filling: Sendable {
    private let platform: Platform
    private let goal: Int
    private let seed: UInt64
    private let now: Timestamp

    /// - Parameter goal: how many cases there will be that were filled in, those of earlier runs included.
    public init(_ platform: Platform, upTo goal: Int, seed: UInt64 = 1, now: Timestamp) {
        (self.platform, self.goal, self.seed, self.now) = (platform, goal, seed, now)
    }

    /// How many cases one transaction takes: few enough for the log, many enough for one commit to cost nothing.
    public static let batch = 500

    /// - Parameter progress: hears how many cases there are, and of how many.
    /// - Returns: how many cases were entered now.
    /// - Throws: `fill.no_staff` when nobody could work on the cases.
    @discardableResult
    public func run(_ progress: @Sendable (Int, Int) -> Void = { _, _ in }) async throws -> Int {
        let past = try await Past(platform, seed: seed, now: now)
        let entered = try await entered(), all = stride(from: 0, to: goal, by: Self.batch).map { $0 / Self.batch }
        let missing = all.compactMap { number -> Batch? in
            let there = entered[number] ?? 0, wanted = min(Self.batch, goal - number * Self.batch)
            return there < wanted ? Batch(number: number, after: there, count: wanted - there) : nil
        }
        var done = goal - missing.reduce(0) { $0 + $1.count }
        let before = done
        // Two at once: while one is written, the next is made. The ledger and its readers follow every few batches.
        for start in stride(from: 0, to: missing.count, by: 20) {
            try await withThrowingTaskGroup(of: Int.self) { group in
                var waiting = missing[start..<min(start + 20, missing.count)]
                for batch in waiting.prefix(2) { group.addTask { try await enter(batch, past) } }
                waiting = waiting.dropFirst(2)
                while let count = try await group.next() {
                    done += count
                    progress(done, goal)
                    if let batch = waiting.popFirst() { group.addTask { try await enter(batch, past) } }
                }
            }
            try await platform.sequencer.settle()
        }
        try await platform.settle()
        return done - before
    }

    private func enter(_ batch: Batch, _ past: Past) async throws -> Int {
        try await platform.cases.enter(past.cases(of: batch), as: batch.name) ? batch.count : 0
    }

    /// How many cases of each batch are there.
    private func entered() async throws -> [Int: Int] {
        try await platform.cases.entered().compactMap(Batch.init).reduce(into: [:]) { $0[$1.number, default: 0] += $1.count }
    }
}

/// A stretch of cases that one transaction takes.
struct Batch: Sendable, Hashable {
    let number: Int
    /// How many of this number were entered by an earlier run whose goal was smaller.
    let after: Int
    let count: Int

    init(number: Int, after: Int, count: Int) { (self.number, self.after, self.count) = (number, after, count) }

    var name: String { "fill/\(number)/\(after)+\(count)" }

    init?(_ name: String) {
        let parts = name.split { "/+".contains($0) }
        guard parts.count == 4, parts[0] == "fill", let number = Int(parts[1]), let after = Int(parts[2]), let count = Int(parts[3]) else {
            return nil
        }
        self.init(number: number, after: after, count: count)
    }
}

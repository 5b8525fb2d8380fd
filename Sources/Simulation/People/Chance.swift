import Kernel
import Synchronization

/// The simulator's own chance: what people do, and when. Each purpose has its own, so that asking one more question about people
/// doesn't change what happens to the machines.
struct Chance: Sendable {
    private let random: SeededRandom

    init(seed: UInt64, _ purpose: String) {
        random = SeededRandom(seed: Self.mixed(seed, purpose))
    }

    /// FNV-1a: purposes differ in a few letters, and the seeds that come of them must differ in many bits.
    static func mixed(_ seed: UInt64, _ purpose: String) -> UInt64 {
        purpose.utf8.reduce(seed ^ 0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }

    /// True in so many of a hundred cases.
    func percent(_ share: Int) -> Bool { random.number(below: 100) < share }

    func number(_ range: ClosedRange<Int>) -> Int { range.lowerBound + random.number(below: range.count) }

    /// `nil` only of an empty list.
    func pick<Element>(_ list: [Element]) -> Element? { list.isEmpty ? nil : list[random.number(below: list.count)] }

    func text(_ length: Int, from alphabet: String) -> String { random.text(length, from: alphabet) }
}

/// The platform's chance: begun anew for every event. So two requests that race within an event can't change what comes after it.
final class EventRandom: RandomSource {
    private let seed: UInt64
    private let source: Mutex<SeededRandom>

    init(seed: UInt64) {
        self.seed = seed
        source = Mutex(SeededRandom(seed: seed))
    }

    func begin(event: Int) {
        let fresh = SeededRandom(seed: Chance.mixed(seed, "event \(event)"))
        source.withLock { $0 = fresh }
    }

    func bytes(_ count: Int) -> [UInt8] { source.withLock { $0 }.bytes(count) }
}

import Kernel
import Testing
@testable import Web

@Suite("A table that forgets the oldest") struct RecencyTableTests {
    @Test("what was used last is kept, whatever else comes by")
    func oldest() {
        var table = RecencyTable<Int, String>(bound: 3)
        for key in 1...3 { table.set(key, "\(key)") }
        table.set(1, "one")
        table.set(4, "4")
        #expect(table[2] == nil && table[1] == "one" && table[3] == "3" && table[4] == "4" && table.count == 3)
        table.update { _, value in value += "!" }
        #expect(table[1] == "one!")
    }

    @Test("it holds what a plain list of the last ones would hold")
    func list() {
        let random = SeededRandom(seed: 3)
        var table = RecencyTable<Int, Int>(bound: 8), list: [(key: Int, value: Int)] = []
        for step in 0..<5000 {
            let key = random.number(below: 20)
            table.set(key, step)
            list.removeAll { $0.key == key }
            list = (list + [(key, step)]).suffix(8)
            for key in 0..<20 { #expect(table[key] == list.first { $0.key == key }?.value) }
        }
    }

    @Test("a limiter that is full forgets who was quiet, not who is being held off")
    func limiter() {
        let limiter = RateLimiter(burst: 2, perSecond: 0.001, bound: 100, clock: StandingClock(Timestamp(milliseconds: 0)))
        for stranger in 0..<1000 {
            _ = limiter.take("guesser")
            _ = limiter.take("stranger \(stranger)")
        }
        #expect(limiter.take("guesser") != nil)
    }
}

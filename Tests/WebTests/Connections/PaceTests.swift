import Testing
@testable import Web

/// Ten seconds for a head, sixty between requests, thirty without a sign of life, a thousand bytes a second.
@Suite("The pace of a connection") struct PaceTests {
    private static let limits = {
        var limits = ConnectionLimits()
        (limits.head, limits.idle, limits.progress, limits.bytesPerSecond) = (.seconds(10), .seconds(60), .seconds(30), 1000)
        return limits
    }()

    private let start = ContinuousClock.now
    private func at(_ seconds: Int) -> Pace.Instant { start + .seconds(seconds) }

    private func fresh() -> Pace {
        var pace = Pace(Self.limits, openedAt: start)
        pace.ask(at: start)
        return pace
    }

    @Test("the first head must be here soon, however it trickles in; the next may be waited for longer")
    func heads() {
        var pace = fresh()
        #expect(pace.deadline == at(10))
        pace.pause()
        pace.ask(at: at(9))
        #expect(pace.deadline == at(10))
        pace.receiveHead(at: at(9))
        pace.receiveEnd(at: at(9))
        #expect(pace.deadline == nil, "it is for us to answer, however long that takes")
        pace.send(0, at: at(500))
        pace.answer(at: at(500))
        pace.sent(0, at: at(501))
        #expect(pace.deadline == at(560))
    }

    @Test("a body may take as long as it goes on, and not when it only trickles")
    func bodies() {
        var pace = fresh()
        pace.receiveHead(at: at(1))
        #expect(pace.deadline == at(31))
        pace.receive(100_000, at: at(20))
        #expect(pace.deadline == at(50), "half a minute without a byte")
        pace.receive(100_000, at: at(45))
        #expect(pace.deadline == at(75))
        var trickle = fresh()
        trickle.receiveHead(at: at(1))
        for second in 2...30 { trickle.receive(1, at: at(second)) }
        #expect(trickle.deadline! < at(32), "a byte a second doesn't buy time")
    }

    @Test("what we ourselves are slow to take in isn't the client's fault")
    func ours() {
        var pace = fresh()
        pace.receiveHead(at: at(1))
        pace.receive(1000, at: at(2))
        pace.pause()
        #expect(pace.deadline == nil)
        pace.ask(at: at(1000))
        #expect(pace.deadline == at(1030))
    }

    @Test("who doesn't take his answer is left, who takes it slowly is not")
    func answers() {
        var pace = fresh()
        pace.receiveHead(at: at(1))
        pace.receiveEnd(at: at(1))
        pace.send(10_000, at: at(2))
        pace.send(10_000, at: at(2))
        #expect(pace.deadline == at(2 + 30 + 20))
        pace.sent(10_000, at: at(40))
        #expect(pace.deadline == at(40 + 30 + 10))
        pace.sent(10_000, at: at(70))
        #expect(pace.deadline == nil, "the rest is for us to make")
    }

    @Test("who goes on sending when he has been answered is listened to a little longer")
    func lingering() {
        var pace = fresh()
        pace.receiveHead(at: at(1))
        pace.send(10, at: at(2))
        pace.answer(at: at(2))
        pace.sent(10, at: at(2))
        for second in 3...31 { pace.receive(1_000_000, at: at(second)) }
        #expect(pace.deadline == at(32))
    }

    @Test("a request that came before its forerunner was answered waits for us, not we for it")
    func pipelined() {
        var pace = fresh()
        for _ in 0..<2 {
            pace.receiveHead(at: at(1))
            pace.receiveEnd(at: at(1))
        }
        pace.answer(at: at(100))
        #expect(pace.deadline == nil)
        pace.answer(at: at(200))
        #expect(pace.deadline == at(260))
    }
}

import Kernel
import Testing

@Suite("Budgets of work")
struct WorkBudgetTests {
    @Test("events are granted to the last one, and none beyond")
    func events() throws {
        let budget = WorkBudget(events: 1000, time: .seconds(3600))
        for _ in 0..<990 { try budget.spend() }
        try budget.spend(10)
        #expect(throws: Problem("work.too_much", .tooLarge)) { try budget.spend() }
    }

    @Test("when the time is over the next look tells, and spending looks now and then")
    func time() throws {
        var now = ContinuousClock.now
        let budget = WorkBudget(events: .max, time: .seconds(2), now: { now })
        try budget.look()
        now += .seconds(3)
        #expect(throws: Problem("work.too_much", .tooLarge)) { try budget.look() }
        #expect(throws: Problem("work.too_much", .tooLarge)) { for _ in 0..<1000 { try budget.spend() } }
    }

    @Test("what nobody waits for any more ends")
    func abandoned() throws {
        let abandonment = Abandonment(), budget = WorkBudget(events: .max, time: .seconds(3600), abandonment: abandonment)
        try budget.look()
        abandonment.give()
        #expect(throws: Problem("work.abandoned", .unavailable)) { try budget.look() }
    }

    @Test("without a bound there is always more")
    func unbounded() throws {
        let budget = WorkBudget.unbounded
        for _ in 0..<10 { try budget.spend(1 << 40) }
    }
}

import Kernel
import Organisations
import Standards

extension Town {
    /// Lives one day, from its first second to its last minute.
    func live(_ day: LocalDate) async throws {
        clock.set(max(clock.now, day.at()))
        // Timers fall due at midnight, and supervision lets the day come.
        try await settle()
        plan(day)
        var settled = clock.now
        while let (at, event) = agenda.next(before: day.at(hour: 23, minute: 55)) {
            clock.set(max(clock.now, at))
            try await happen(event)
            if plan.hasFaults, mischief.number(0...199) == 0 { try await restart() }
            // Jobs and readers follow within the half-hour; at once would cost a signature for each command.
            guard clock.now - settled > .minutes(30) else { continue }
            try await settle()
            settled = clock.now
        }
        clock.set(max(clock.now, day.at(hour: 23, minute: 58)))
        try await settle()
    }

    private func happen(_ event: Event) async throws {
        switch event {
        case .arrival(let citizen): try await arrive(citizen)
        case .visit(let citizen, let item): try await visit(citizen, item)
        case .finish(let citizen, let draft, let asCompany): try await finish(citizen, draft, asCompany: asCompany)
        case .supply(let citizen, let id): try await supply(citizen, id)
        case .withdraw(let citizen, let id): try await withdraw(citizen, id)
        case .turn(let worker): try await turn(worker)
        }
    }

    /// Who will come, and who will be at work.
    private func plan(_ day: LocalDate) {
        let isWorkingDay = calendar.isWorkingDay(day)
        for citizen in citizens.indices where chance.number(0...999) < (isWorkingDay ? 50 : 12) {
            agenda.note(.arrival(citizen: citizen), at: day.at() + .seconds(chance.number(25_000...82_000)))
        }
        guard isWorkingDay else { return }
        for worker in workers.indices {
            if !workers[worker].isAway(on: day), chance.number(0...999) < 15 {
                workers[worker].awayUntil = day.adding(days: chance.number(1...12))
            }
            guard !workers[worker].isAway(on: day) else { continue }
            let turns = workers[worker].role == .window ? 10 : 3
            for _ in 0..<turns { agenda.note(.turn(worker: worker), at: workingMoment(of: day)) }
        }
    }

    /// Some instant within the hours of work.
    func workingMoment(of day: LocalDate) -> Timestamp {
        let hours = calendar.hours
        return day.at() + .seconds(chance.number(hours.opening...max(hours.opening, hours.closing - 1200)))
    }

    /// A moment at a window: soon, if it is open, or on the next working day.
    func nextOpening() -> Timestamp {
        let closing = today.at() + .seconds(calendar.hours.closing - 3600)
        let opening = today.at() + .seconds(calendar.hours.opening)
        if calendar.isWorkingDay(today), clock.now < closing { return max(clock.now, opening) + .minutes(chance.number(5...50)) }
        return workingMoment(of: calendar.nextWorkingDay(onOrAfter: today.adding(days: 1)))
    }
}

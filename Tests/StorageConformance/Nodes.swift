import Kernel
import Storage
import Testing

extension ConformanceCase {
    static let bells = [
        ConformanceCase("a bell wakes all who listen, and a ring that nobody heard counts once") { database in
            let bell = database.bell("acts")
            #expect(bell === database.bell("acts"))
            var ears = [bell.listen().makeAsyncIterator(), bell.listen().makeAsyncIterator()]
            for index in ears.indices { #expect(await ears[index].next() != nil) }
            bell.ring()
            bell.ring()
            for index in ears.indices { #expect(await ears[index].next() != nil) }
            // Rung while nobody waited: the next does not wait.
            await bell.wait(atMost: .seconds(600))
        },
        ConformanceCase("who waits for a bell is let go when he is cancelled") { database in
            let bell = database.bell("silent")
            let waiting = Task { await bell.wait(atMost: .seconds(600)) }
            waiting.cancel()
            await waiting.value
        },
    ]

    static let leadership = [
        ConformanceCase("who leads gives back what the work gave, and its error arrives") { database in
            await #expect(throws: Refusal.self) { try await database.leading("x") { throw Refusal() } }
            let nothing: Int? = try await database.leading("x") { nil }
            #expect(nothing == nil)
            let within = try await database.leading("x") { try await database.leading("y") { 8 } }
            #expect(within == 8)
        },
        ConformanceCase("who is alone gives back what the work gave, and its error arrives") { database in
            await #expect(throws: Refusal.self) { try await database.alone { throw Refusal() } }
            let nothing: Int? = try await database.alone { nil }
            #expect(nothing == nil)
            try await database.alone { try await database.prepare(bodies: "1") }
            #expect(try await database.count() == 1)
        },
    ]
}

extension NodeCase {
    static let nodes = [
        NodeCase("a bell rung on one node is heard on the other") { one, other in
            var ear = other.bell("acts").listen().makeAsyncIterator()
            _ = await ear.next()
            // Until the wire lies, rings go into the void.
            let ringing = Task {
                while !Task.isCancelled {
                    one.bell("acts").ring()
                    try await Task.sleep(for: .milliseconds(5))
                }
            }
            for _ in 0..<3 { #expect(await ear.next() != nil) }
            ringing.cancel()
        },
        NodeCase("one node at a time leads in a matter, and matters don't touch each other") { one, other in
            let record = Record()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<12 {
                    let database = number.isMultiple(of: 2) ? one : other
                    group.addTask {
                        try await database.leading("matter \(number % 3)") {
                            record.add("in \(number % 3)")
                            await Task.yield()
                            record.add("out \(number % 3)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            for matter in 0..<3 {
                let steps = record.all.filter { $0.hasSuffix(" \(matter)") }
                #expect(steps == Array(repeating: ["in \(matter)", "out \(matter)"], count: 4).flatMap(\.self))
            }
        },
        NodeCase("who waits to lead and is cancelled lets go, and who leads is not disturbed") { one, other in
            let begun = Gate(), end = Gate()
            let leader = Task {
                try await one.leading("x") {
                    begun.open()
                    await end.opened()
                    return 1
                }
            }
            await begun.opened()
            let waiting = Task { try await other.leading("x") { Issue.record("it led beside the leader") } }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            end.open()
            #expect(try await leader.value == 1)
            let next = try await other.leading("x") { 2 }
            #expect(next == 2)
        },
        NodeCase("two nodes that bring the schema up at once both succeed, and each step is done once") { one, other in
            let steps = [schema] + (2...9).map { Migration(name: "000\($0)_step", script: "INSERT INTO body (code) VALUES ('\($0)')") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for database in [one, other, one, other] { group.addTask { try await database.migrate(steps) } }
                try await group.waitForAll()
            }
            #expect(try await one.count() == 8)
        },
        NodeCase("what one node wrote the other reads at once") { one, other in
            try await one.migrate([schema])
            for number in 1...20 {
                try await one.write { tx in try tx.send("INSERT INTO body (code) VALUES (\(number.description))") }
                #expect(try await other.count() == number)
            }
        },
    ]
}

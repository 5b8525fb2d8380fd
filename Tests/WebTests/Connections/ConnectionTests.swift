import Hummingbird
import Kernel
import Testing
@testable import Web

/// Over real sockets of this machine, with deadlines so short that a test can wait for the server to hang up.
@Suite("Connections", .timeLimit(.minutes(10))) struct ConnectionTests {
    private func options(_ change: (inout ConnectionLimits) -> Void) -> WebServer.Options {
        var options = WebServer.Options()
        options.port = 0
        // What a test doesn't wait for must not end it on a busy machine.
        let patient = Duration.minutes(10)
        (options.connections.head, options.connections.progress, options.connections.idle) = (patient, patient, patient)
        change(&options.connections)
        return options
    }

    private let get = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test("a half-sent request is not held", arguments: ["", "GET /demo HT", "GET /demo HTTP/1.1\r\nHost: a\r\nX: 1"])
    func halfHead(_ text: String) async throws {
        try await serving(demoServer(options: options { $0.head = .milliseconds(300) })) { port in
            let wire = try await Wire(port)
            // On a busy machine the server may have hung up before a word was said.
            try? await wire.say(text)
            #expect(try await wire.untilClosed() == "")
        }
    }

    @Test("a body that stops coming is not waited for")
    func halfBody() async throws {
        try await serving(demoServer(options: options { $0.progress = .milliseconds(300) })) { port in
            let wire = try await Wire(port)
            try await wire.say("POST /demo/apply HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n\r\nshop=")
            _ = try await wire.untilClosed()
        }
    }

    @Test("a connection that rests between requests is closed in the end, and serves until then")
    func idle() async throws {
        try await serving(demoServer(options: options { $0.idle = .milliseconds(300) })) { port in
            let wire = try await Wire(port)
            try await wire.say(get + get)
            let heard = try await wire.untilClosed()
            #expect(heard.utf8.count > 100 && heard.split(separator: "HTTP/1.1 200").count == 2)
        }
    }

    @Test("who never takes his answers is left")
    func deaf() async throws {
        try await serving(demoServer(options: options { ($0.progress, $0.bytesPerSecond) = (.milliseconds(300), 10_000_000) })) { port in
            let wire = try await Wire(port, isDeaf: true)
            // Enough answers to fill every buffer on the way. When the server hangs up, what is still to be said can't be said.
            let many = String(repeating: "GET /demo HTTP/1.1\r\nHost: a\r\n\r\n", count: 100)
            await #expect(throws: (any Error).self) { for _ in 0..<10_000 { try await wire.say(many) } }
        }
    }

    @Test("one client may have so many connections, and when one ends there is room for another")
    func perClient() async throws {
        try await serving(demoServer(options: options { $0.perClient = 2 })) { port in
            let first = try await Wire(port), second = try await Wire(port)
            for wire in [first, second] { try await wire.ask(get) }
            #expect(try await Wire(port).untilClosed() == "")
            try await first.hang()
            while true {
                let next = try await Wire(port)
                try? await next.say("GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                // The server may hear of the end a moment later than we.
                if try await next.untilClosed().utf8.starts(with: "HTTP/1.1 200".utf8) { break }
            }
            withExtendedLifetime(second) {}
        }
    }

    @Test("a proxy of ours may have more than one client, but nobody more than there are in all")
    func proxied() async throws {
        var options = options { ($0.perClient, $0.total) = (1, 3) }
        options.trustedProxies = AddressBlock.loopback
        try await serving(demoServer(options: options)) { port in
            var wires: [Wire] = []
            for _ in 0..<3 { wires.append(try await Wire(port)) }
            for wire in wires { try await wire.ask(get) }
            #expect(try await Wire(port).untilClosed() == "")
            let open = wires.count { $0.isOpen }
            #expect(open == 3)
        }
    }

    @Test("who was answered before all of his request was here is not listened to for ever")
    func endless() async throws {
        try await serving(demoServer(options: options { $0.progress = .milliseconds(500) })) { port in
            let wire = try await Wire(port)
            try await wire.say("POST /nowhere HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            await #expect(throws: (any Error).self) { while true { try await wire.say("5\r\nabcde\r\n") } }
        }
    }

    @Test("heads beyond all measure are refused")
    func largeHead() async throws {
        try await serving(demoServer(options: options { _ in })) { port in
            let wire = try await Wire(port)
            try? await wire.say("GET /demo HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 50_000))\r\n\r\n")
            #expect(try await !wire.untilClosed().contains("HTTP/1.1 200"))
        }
    }

    @Test("work for a client who has gone is cancelled, however he went", arguments: [true, false])
    func gone(isAbrupt: Bool) async throws {
        let (begun, begin) = AsyncStream.makeStream(of: Void.self), (ended, end) = AsyncStream.makeStream(of: Void.self)
        let server = try demoServer(options: options { _ in }, more: { router in
            router.get("/long") { _, context in
                try await context.whileConnected {
                    begin.yield()
                    defer { end.yield() }
                    // Nothing ever comes on this stream: only being cancelled ends it.
                    for await _ in AsyncStream.makeStream(of: Void.self).stream {}
                    try Task.checkCancellation()
                    return "done"
                }
            }
        })
        try await serving(server) { port in
            let wire = try await Wire(port)
            try await wire.say("GET /long HTTP/1.1\r\nHost: a\r\n\r\n")
            for await _ in begun { break }
            try await wire.hang(isAbrupt: isAbrupt)
            for await _ in ended { break }
        }
    }
}

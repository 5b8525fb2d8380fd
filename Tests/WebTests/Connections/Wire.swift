import Glibc
import Hummingbird
import Kernel
import NIOCore
import NIOPosix
import Synchronization
@testable import Web

/// A connection that says just what a test wants said, and hears what comes back.
final class Wire: Sendable {
    private let channel: any Channel
    private let ear: Ear

    private final class Ear: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        let heard = Mutex("")
        let signs: AsyncStream<Void>, give: AsyncStream<Void>.Continuation

        init() { (signs, give) = AsyncStream.makeStream() }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let text = String(buffer: unwrapInboundIn(data))
            heard.withLock { $0 += text }
            give.yield()
        }
    }

    /// - Parameter isDeaf: never takes anything off the wire.
    init(_ port: Int, isDeaf: Bool = false) async throws {
        let ear = Ear()
        self.ear = ear
        channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.autoRead, value: !isDeaf)
            .channelOption(.socketOption(.so_rcvbuf), value: 4096)
            .channelInitializer { $0.pipeline.addHandler(ear) }
            .connect(host: "127.0.0.1", port: port).get()
    }

    func say(_ text: String) async throws { try await channel.writeAndFlush(ByteBuffer(string: text)) }

    /// Says something and waits until something comes back.
    func ask(_ text: String) async throws {
        try await say(text)
        for await _ in ear.signs { return }
    }

    /// What was heard until the other side hung up.
    func untilClosed() async throws -> String {
        try await channel.closeFuture.get()
        return ear.heard.withLock { $0 }
    }

    /// - Parameter isAbrupt: with a reset, as when a machine goes away; else as a browser does.
    func hang(isAbrupt: Bool = false) async throws {
        if isAbrupt { try await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get() }
        try await channel.close()
    }

    var isOpen: Bool { channel.isActive }
}

/// A server on a free port of this machine, as long as the closure runs.
func serving<Value: Sendable>(
    _ server: WebServer, _ body: @escaping @Sendable (Int) async throws -> Value
) async throws -> Value {
    let (ports, tell) = AsyncStream.makeStream(of: Int.self)
    let application = server.application { channel in tell.yield(channel.localAddress?.port ?? 0) }
    let running = Task { try await application.run() }
    defer { running.cancel() }
    for await port in ports { return try await body(port) }
    throw Problem("serve.port_taken", .conflict)
}

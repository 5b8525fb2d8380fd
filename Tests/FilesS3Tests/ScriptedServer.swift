import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server that gives one answer after the other, whatever it is asked, and remembers what it was asked.
final class ScriptedServer: Sendable {
    enum Reply: Sendable {
        case answer(Int, [String: String] = [:], String = "")
        /// The head, and that many bytes fewer than it promised; then the connection is closed.
        case broken(Int, [String: String] = [:], String, missing: Int)
        case closed
        /// Nothing, and the connection stays open.
        case silent
    }

    let endpoint: String
    private let channel: any Channel
    private let script: Script

    /// After the last reply everything is answered 500.
    init(_ replies: Reply...) async throws {
        let script = Script(replies)
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Responder(script))
                }
            }
            .bind(host: "localhost", port: 0).get()
        self.script = script
        endpoint = "http://localhost:\(channel.localAddress?.port ?? 0)"
    }

    deinit { channel.close(promise: nil) }

    /// `METHOD address`, and the range that was asked for.
    var asked: [String] { script.asked.withLock { $0 } }
}

private final class Script: Sendable {
    let asked = Mutex<[String]>([])
    private let replies: Mutex<[ScriptedServer.Reply]>

    init(_ replies: [ScriptedServer.Reply]) { self.replies = Mutex(replies.reversed()) }

    func reply(to head: HTTPRequestHead) -> ScriptedServer.Reply {
        asked.withLock { $0.append(([head.method.rawValue, head.uri] + head.headers["range"]).joined(separator: " ")) }
        return replies.withLock { $0.popLast() } ?? .answer(500)
    }
}

private final class Responder: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let script: Script
    private var head: HTTPRequestHead?

    init(_ script: Script) { self.script = script }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end: if let head { reply(script.reply(to: head), to: head, context) }
        }
    }

    private func reply(_ reply: ScriptedServer.Reply, to request: HTTPRequestHead, _ context: ChannelHandlerContext) {
        switch reply {
        case .answer(let status, let headers, let body):
            write(status, headers, body, length: headers["content-length"] ?? "\(body.utf8.count)", context)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .broken(let status, let headers, let body, let missing):
            write(status, headers, body, length: "\(body.utf8.count + missing)", context)
            context.flush()
            context.close(promise: nil)
        case .closed: context.close(promise: nil)
        case .silent: break
        }
    }

    private func write(_ status: Int, _ headers: [String: String], _ body: String, length: String, _ context: ChannelHandlerContext) {
        var all = HTTPHeaders(headers.map { ($0.key, $0.value) })
        all.replaceOrAdd(name: "content-length", value: length)
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: all)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !body.isEmpty { context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil) }
    }
}

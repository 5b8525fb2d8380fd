import NIOCore
import NIOHTTPTypes

/// Stands at one connection, between HTTP and those who answer: lets it in or not, and ends it when the other end keeps us waiting.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Tells those who answer that nobody listens any more.
    let presence = Presence()

    private let connections: Connections
    private var place: Connections.Place?
    private var pace: Pace
    private var alarm: (call: Scheduled<Void>, at: Pace.Instant)?

    init(_ connections: Connections, _ limits: ConnectionLimits) {
        (self.connections, pace) = (connections, Pace(limits, openedAt: .now))
    }

    // MARK: - Coming and going

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { letIn(context) } }

    func channelActive(context: ChannelHandlerContext) {
        letIn(context)
        context.fireChannelActive()
    }

    private func letIn(_ context: ChannelHandlerContext) {
        guard place == nil else { return }
        place = connections.admit(context.remoteAddress?.ipAddress)
        if place == nil { context.close(promise: nil) } else { watch(context) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { leave() }

    private func leave() {
        presence.end()
        alarm?.call.cancel()
        alarm = nil
        if let place { connections.leave(place) }
        place = nil
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // Whoever closes his half while he waits for an answer has in truth hung up: we can't tell, and browsers never do.
        if case ChannelEvent.inputClosed = event { presence.end() }
        context.fireUserInboundEventTriggered(event)
    }

    // MARK: - What the client sends

    func read(context: ChannelHandlerContext) {
        pace.ask(at: .now)
        watch(context)
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: pace.receiveHead(at: .now)
        case .body(let buffer): pace.receive(buffer.readableBytes, at: .now)
        case .end: pace.receiveEnd(at: .now)
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        pace.pause()
        context.fireChannelReadComplete()
    }

    // MARK: - What he is sent

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part = unwrapOutboundIn(data), written = promise ?? context.eventLoop.makePromise()
        let size = if case .body(let buffer) = part { buffer.readableBytes } else { 0 }
        pace.send(size, at: .now)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        written.futureResult.whenComplete { _ in
            let (guardian, context) = bound.value
            guardian.pace.sent(size, at: .now)
            guardian.watch(context)
        }
        if case .end = part { pace.answer(at: .now) }
        context.write(data, promise: written)
        watch(context)
    }

    // MARK: - The clock

    /// Sets the alarm, unless it rings early enough as it is: when it does, one looks again.
    private func watch(_ context: ChannelHandlerContext) {
        guard place != nil, let deadline = pace.deadline else { return }
        if let alarm, alarm.at <= deadline { return }
        alarm?.call.cancel()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let call = context.eventLoop.scheduleTask(in: TimeAmount(max(.zero, deadline - .now))) {
            let (guardian, context) = bound.value
            guardian.ring(context)
        }
        alarm = (call, deadline)
    }

    private func ring(_ context: ChannelHandlerContext) {
        alarm = nil
        guard let deadline = pace.deadline else { return }
        if deadline <= .now { context.close(promise: nil) } else { watch(context) }
    }
}

/// How many connections there may be, and how long each may keep us waiting. No client at work comes near; whoever opens many and
/// says nothing, or says it letter by letter, loses them.
public struct ConnectionLimits: Sendable {
    /// Connections at once: in all, and of one client. One that comes from a trusted proxy counts for the whole alone.
    public var total = 4096, perClient = 512
    /// From the first moment of a connection until the head of its first request is here.
    public var head = Duration.seconds(15)
    /// From one answer until the head of the next request.
    public var idle = Duration.seconds(60)
    /// Without a sign of life while a request's body is awaited or an answer is taken off our hands.
    public var progress = Duration.seconds(30)
    /// How slow all of a body, or an answer, may come and go after that.
    public var bytesPerSecond = 4096

    public init() {}
}

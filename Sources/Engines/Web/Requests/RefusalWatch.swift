import Kernel

/// Somebody was refused what he asked for (403).
public struct Refusal: Sendable {
    public let actor: Actor
    /// The address of the client; never for the log.
    public let address: String
    /// The method and the pattern of the path: `GET /office/cases/:id`.
    public let route: String
    /// The number of the request, as the log has it.
    public let request: String
    /// The code of the problem.
    public let code: String
}

/// Is told of each refusal, while the answer waits: it must not block.
public protocol RefusalWatch: Sendable {
    func refused(_ refusal: Refusal)
}

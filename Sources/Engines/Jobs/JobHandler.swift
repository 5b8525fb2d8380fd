import Kernel

/// Does jobs of one kind. A job may come again after a crash or a failure: doing it twice must be as good as once.
public protocol JobHandler: Sendable {
    var kind: String { get }

    /// Whether each run arranges the next: such a job is never given up, or there would be no next one.
    var isRecurring: Bool { get }

    /// Does the job. What it throws is retried later. However long it takes, its lease is renewed; it is cancelled when the job was taken
    /// back or the lease was lost.
    func run(_ payload: [UInt8]) async throws
}

extension JobHandler {
    public var isRecurring: Bool { false }

    /// The payload as it was enqueued.
    public func decode<Payload: Decodable>(_ type: Payload.Type = Payload.self, from payload: [UInt8]) throws -> Payload {
        try JSONText.decode(type, from: payload)
    }
}

import Kernel

/// 幂等键: the sender's own name for one request, and what the request asks. Sent again it is answered as before, and nothing is done
/// twice; the same name for something else is a mistake that is told.
public struct RequestKey: Sendable, Hashable {
    let key: String
    /// What is asked: read only to make a digest of it.
    let content: String

    /// - Parameter content: everything by which this request differs from another: where it was sent, and its body.
    /// - Throws: `idempotency.key` unless the key has from 8 to 100 characters of ASCII that can be seen.
    public init(_ key: String, asking content: [String]) throws(Problem) {
        guard (8...100).contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw Problem("idempotency.key", .invalid)
        }
        self.init(named: key, asking: content)
    }

    /// With a name that the platform has given itself.
    init(named key: String, asking content: [String]) {
        self.key = key
        // Parts are told apart by their lengths.
        self.content = content.map { "\($0.utf8.count):\($0)" }.joined()
    }

    /// How long the answer is kept.
    public static let kept = Duration.days(7)
}

extension CaseActor {
    /// The same actor, whose next command is this request.
    public func asking(_ request: RequestKey?) -> CaseActor {
        var actor = self
        actor.request = request
        return actor
    }
}

import Hummingbird
import Synchronization
import Web

/// Pages' bodies that are the same for everybody who asks the same: drawn once, then only put into their frame. What goes in
/// here must hold nothing of the visitor: no name, no token, no place to come back to.
final class DrawnPages: Sendable {
    private let kept = Mutex<[String: SafeHTML]>([:])
    private let bound: Int

    /// - Parameter bound: How many bodies are kept; beyond it all are forgotten, which costs one drawing each.
    init(bound: Int) { self.bound = bound }

    /// The body under this key, which names everything that it is drawn from.
    func body(_ key: String, draw: () async throws -> SafeHTML) async throws -> SafeHTML {
        if let body = kept.withLock({ $0[key] }) { return body }
        let body = try await draw()
        kept.withLock { kept in
            if kept.count >= bound { kept.removeAll() }
            kept[key] = body
        }
        return body
    }
}

extension TongbanContext {
    /// A template drawn without its frame.
    func drawn(_ template: String, _ model: Any) async throws -> SafeHTML {
        let collector = TextCollector()
        try await fragment(template, model).body.write(collector)
        return SafeHTML(collector.text)
    }
}

/// Keeps what a response writes.
private final class TextCollector: ResponseBodyWriter, Sendable {
    private let bytes = Mutex<[UInt8]>([])

    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

    func write(_ buffer: ByteBuffer) async throws { bytes.withLock { $0 += Array(buffer: buffer) } }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

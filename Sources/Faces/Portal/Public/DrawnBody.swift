import Hummingbird
import Synchronization
import Web

extension TongbanContext {
    /// A template drawn without its frame: a body that may be kept for everybody who asks the same. What goes in must hold nothing of
    /// the visitor: no name, no token, no place to come back to.
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

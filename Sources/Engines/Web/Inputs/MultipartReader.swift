import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Synchronization

/// Pulls a body through the parser, part by part.
final class MultipartReader: Sendable {
    private struct State {
        var parser: MultipartParser
        var parts = 0
        /// Bytes of the part that were looked at and not yet handed on; how many of the part were handed on; whether it goes on.
        var pending: [UInt8] = []
        var handed = 0
        var isInPart = false
        var field = ""
    }

    private let source: BodySource
    private let limits: UploadLimits
    private let state: Mutex<State>

    init(_ request: Request, limits: UploadLimits) throws {
        state = Mutex(State(parser: try MultipartParser(contentType: request.headers[.contentType] ?? "")))
        (source, self.limits) = (BodySource(request.body), limits)
    }

    /// The next part's head, or `nil` at the end of the form. What was not read of the part before is passed over.
    func nextPart() async throws -> PartHead? {
        while try await chunk(isFile: true) != nil {}
        guard case .part(let head) = try await event() else { return nil }
        try state.withLock { state in
            state.parts += 1
            (state.pending, state.handed, state.isInPart, state.field) = ([], 0, true, head.field)
            guard state.parts <= limits.parts else {
                throw Problem("upload.too_many_parts", .tooLarge, ["limit": String(limits.parts)])
            }
        }
        return head
    }

    /// The value of a part that is a field.
    func field(_ name: String) async throws -> String {
        var bytes: [UInt8] = []
        while let chunk = try await chunk(isFile: false) { bytes += chunk }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem("upload.malformed", .invalid, reason: "\(name) is not UTF-8")
        }
        return text
    }

    /// The first bytes of the part, which will be handed on all the same.
    func beginning(_ count: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count, let chunk = try await read() { bytes += chunk }
        let all = bytes
        state.withLock { $0.pending = all }
        return all
    }

    /// More of the part, or `nil` at its end. Throws when the part has grown beyond its limit.
    func chunk(isFile: Bool) async throws -> [UInt8]? {
        let pending = state.withLock { state in
            defer { state.pending = [] }
            return state.pending
        }
        guard let chunk = try await pending.isEmpty ? read() : pending else { return nil }
        let limit = isFile ? limits.file : limits.field
        return try state.withLock { state in
            state.handed += chunk.count
            guard state.handed <= limit else {
                throw wrong(isFile ? "upload.too_large" : "input.too_large", .tooLarge, state.field, ["limit": sizeText(limit)])
            }
            return chunk
        }
    }

    private func read() async throws -> [UInt8]? {
        guard state.withLock({ $0.isInPart }) else { return nil }
        if case .bytes(let bytes) = try await event() { return bytes }
        state.withLock { $0.isInPart = false }
        return nil
    }

    private func event() async throws -> MultipartEvent {
        while true {
            if let event = try state.withLock({ try $0.parser.next() }) { return event }
            guard let buffer = try await source.next() else { throw Problem("upload.incomplete", .invalid) }
            state.withLock { $0.parser.feed(buffer.readableBytesView) }
        }
    }
}

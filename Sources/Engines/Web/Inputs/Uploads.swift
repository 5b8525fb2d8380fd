import Hummingbird
import Kernel
import NIOCore
import Synchronization

/// How much a form with files may hold.
public struct UploadLimits: Sendable {
    /// The bytes of one file, of one field, and the number of parts.
    public var file = 20 << 20, field = 64 << 10, parts = 100

    public init() {}
}

/// One file of a form, while it is being received.
public struct Upload: Sendable {
    /// The field of the form.
    public let field: String
    /// The name the visitor's file had, made safe to show and to write. Never a path.
    public let fileName: String
    public let kind: FileKind
    /// The bytes as they come in; to be read once. Reading throws ``Problem`` `upload.too_large` or `upload.incomplete`.
    public let bytes: UploadBytes
}

extension TongbanContext {
    /// Reads a form with files. Each file is handed to `take` while it comes in and is never held whole; the fields
    /// come back when all is read. Fields that stand before a file in the form are not known yet to `take`: put what
    /// it needs into the path.
    ///
    /// Throws ``Problem`` `upload.wrong_type`, `upload.too_large`, `upload.incomplete`, `upload.malformed`, `upload.too_many_parts`,
    /// and whatever `take` throws.
    public func uploads(_ request: Request, accepts: Set<FileKind>, limits: UploadLimits = UploadLimits(),
                        take: (Upload) async throws -> Void) async throws -> FormInput {
        let reader = try MultipartReader(request, limits: limits)
        var form = FormInput()
        while let head = try await reader.nextPart() {
            guard let name = head.fileName else {
                form.add(head.field, try await reader.field(head.field))
                continue
            }
            let beginning = try await reader.beginning(4096)
            if name.isEmpty, beginning.isEmpty { continue }  // a file field left empty
            guard !accepts.isEmpty else { throw Problem("upload.unexpected", .invalid, ["field": head.field]) }
            guard !beginning.isEmpty else { throw Problem("upload.empty", .invalid, ["name": name]) }
            guard let kind = FileKind(sniffing: beginning), accepts.contains(kind) else {
                throw Problem("upload.wrong_type", .invalid, ["name": name, "accepts": accepts.names])
            }
            let fileName = name.isEmpty ? "\(head.field).\(kind.fileExtension)" : name
            try await take(Upload(field: head.field, fileName: fileName, kind: kind, bytes: UploadBytes(reader: reader)))
        }
        return form
    }
}

extension Set<FileKind> {
    var names: String { map { $0 == .jpeg ? "JPG" : $0.rawValue.uppercased() }.sorted().joined(separator: "、") }
}

/// The bytes of one file.
public struct UploadBytes: AsyncSequence, Sendable {
    let reader: MultipartReader

    public struct AsyncIterator: AsyncIteratorProtocol {
        let reader: MultipartReader
        public mutating func next() async throws -> [UInt8]? { try await reader.chunk(isFile: true) }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(reader: reader) }
}

/// Pulls a body through the parser, part by part.
final class MultipartReader: Sendable {
    private struct State {
        var parser: MultipartParser
        var parts = 0
        /// Bytes of the part that were looked at and not yet handed on; how many of the part were handed on; whether it goes on.
        var pending: [UInt8] = []
        var handed = 0
        var isInPart = false
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
            (state.pending, state.handed, state.isInPart) = ([], 0, true)
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
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Problem("upload.malformed", .invalid, reason: "\(name) is not UTF-8") }
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
                throw Problem(isFile ? "upload.too_large" : "input.too_large", .tooLarge, ["limit": sizeText(limit)])
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

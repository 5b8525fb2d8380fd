import Hummingbird
import Kernel

/// How much a form with files may hold.
public struct UploadLimits: Sendable {
    /// The bytes of one file, of one field, and the number of parts.
    public var file = 20 << 20, field = 64 << 10, parts = 100
    /// The bytes of the whole request, as far as it says how many they will be.
    public var total = 512 << 20

    public init() {}
}

/// One file of a form, while it is being received.
public struct Upload: Sendable {
    /// The field of the form.
    public let field: String
    /// The name the visitor's file had, made safe to show and to write. Never a path.
    public let fileName: String
    public let kind: FileKind
    /// How many bytes the whole request has, by its own word: the file hasn't more.
    public let announced: Int?
    /// The bytes as they come in; to be read once. Reading throws ``Problem`` `upload.too_large` or `upload.incomplete`.
    public let bytes: UploadBytes
}

extension TongbanContext {
    /// Reads a form with files. Each file is handed to `take` while it comes in and is never held whole; the fields
    /// come back when all is read. Fields that stand before a file in the form are not known yet to `take`: put what
    /// it needs into the path.
    ///
    /// Throws ``Problem`` `upload.wrong_type`, `upload.too_large`, `upload.incomplete`, `upload.malformed`, `upload.too_many_parts`,
    /// `upload.too_large_together` at once when the request says so of itself, and whatever `take` throws.
    /// Problems with one file name its field: `form.reject(problem.fields)` shows them there.
    public func uploads(_ request: Request, accepts: Set<FileKind>, limits: UploadLimits = UploadLimits(),
                        take: (Upload) async throws -> Void) async throws -> FormInput {
        let announced = request.headers[.contentLength].flatMap { Int($0) }
        guard announced ?? 0 <= limits.total else {
            throw Problem("upload.too_large_together", .tooLarge, ["limit": sizeText(limits.total)])
        }
        let reader = try MultipartReader(request, limits: limits)
        var form = FormInput()
        while let head = try await reader.nextPart() {
            guard let name = head.fileName else {
                form.add(head.field, try await reader.field(head.field))
                continue
            }
            let beginning = try await reader.beginning(4096)
            if name.isEmpty, beginning.isEmpty { continue }  // a file field left empty
            guard !accepts.isEmpty else { throw wrong("upload.unexpected", .invalid, head.field) }
            guard !beginning.isEmpty else { throw wrong("upload.empty", .invalid, head.field, ["name": name]) }
            guard let kind = FileKind(sniffing: beginning), accepts.contains(kind) else {
                throw wrong("upload.wrong_type", .invalid, head.field, ["name": name, "accepts": accepts.names])
            }
            let fileName = kind.named(name.isEmpty ? head.field : name), bytes = UploadBytes(reader: reader)
            try await take(Upload(field: head.field, fileName: fileName, kind: kind, announced: announced, bytes: bytes))
        }
        return form
    }
}

/// A problem with one field, so that a form can show it there.
func wrong(_ code: String, _ kind: Problem.Kind, _ field: String, _ arguments: [String: String] = [:]) -> Problem {
    Problem(code, kind, arguments, fields: [FieldProblem(field, code, arguments)])
}

extension Set<FileKind> {
    var names: String { map { $0 == .jpeg ? "JPG" : $0.rawValue.asciiUppercased }.sorted().joined(separator: "、") }
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

import Hummingbird
import Kernel
import NIOCore

extension FormInput {
    /// Parses `application/x-www-form-urlencoded` (WHATWG URL §5.1). What is not valid UTF-8 is dropped; after
    /// `limit` fields the rest is dropped.
    init(urlEncoded bytes: [UInt8], limit: Int = 1000) {
        self.init()
        for pair in bytes.split(separator: UInt8(ascii: "&"), maxSplits: limit).prefix(limit) {
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = percentDecoded(String(decoding: halves[0], as: UTF8.self), plus: true), !name.isEmpty,
                  let value = percentDecoded(String(decoding: halves.count > 1 ? halves[1] : [], as: UTF8.self), plus: true)
            else { continue }
            add(name, value)
        }
    }
}

extension TongbanContext {
    /// The form that a request carries; its token was checked at the front door. For forms with files, see
    /// ``uploads(_:accepts:limits:take:)``.
    /// Throws ``Problem`` `input.too_large` above a million bytes.
    public func form(_ request: Request) async throws -> FormInput {
        if request.isMultipart { return try await uploads(request, accepts: []) { _ in throw Problem("upload.unexpected", .invalid) } }
        return FormInput(urlEncoded: try await request.bytes(upTo: maxUploadSize))
    }

    /// The JSON body of a request, its texts cleaned as those of forms are. Throws ``Problem`` `input.json`, in which no text of the
    /// body stands, or `input.fields` when a text of it can't be read.
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self, from request: Request) async throws -> Value {
        let bytes = try await request.bytes(upTo: maxUploadSize)
        do {
            let body = FreeText.cleaned(try JSON(parsing: bytes)), problems = FieldProblem.unreadable(in: body)
            guard problems.isEmpty else { throw Problem.fields(problems) }
            return try body.decode(type)
        } catch let error as DecodingError {
            throw Problem("input.json", .invalid, ["path": error.path], reason: "cannot decode \(type) at \(error.path)")
        } catch is JSONFault {
            throw Problem("input.json", .invalid, ["path": "/"], reason: "no JSON")
        }
    }
}

extension Request {
    var isMultipart: Bool { headers[.contentType]?.asciiLowercased.begins(with: "multipart/form-data") ?? false }

    /// The whole body. Throws ``Problem`` `input.too_large`.
    func bytes(upTo limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await buffer in body {
            guard bytes.count + buffer.readableBytes <= limit else {
                throw Problem("input.too_large", .tooLarge, ["limit": sizeText(limit)])
            }
            bytes += buffer.readableBytesView
        }
        return bytes
    }
}

extension DecodingError {
    /// Where in the document, without the values that stand there.
    var path: String {
        let context: Context? = switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context): context
        case .keyNotFound(_, let context), .dataCorrupted(let context): context
        @unknown default: nil
        }
        return "/" + (context?.codingPath.map(\.stringValue).joined(separator: "/") ?? "")
    }
}

/// A size as people say it: 20 MB, 300 KB.
func sizeText(_ bytes: Int) -> String {
    bytes >= 1 << 20 ? "\(bytes >> 20) MB" : bytes >= 1024 ? "\(bytes >> 10) KB" : "\(bytes) B"
}

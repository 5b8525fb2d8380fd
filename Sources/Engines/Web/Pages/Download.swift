import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

extension TongbanContext {
    /// A file for the visitor.
    ///
    /// - Parameters:
    ///   - name: The name it is saved under; any characters.
    ///   - inline: Shown inside one of our pages instead of saved. Such a document may run nothing (``ContentPolicy/document``).
    public func file(_ bytes: [UInt8], type: String, name: String, inline: Bool = false) -> Response {
        file(ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)), type: type, name: name, inline: inline)
    }

    /// A file that is never held whole: chunks as the store gives them.
    public func file<Chunks: AsyncSequence & Sendable>(streaming chunks: Chunks, type: String, name: String,
                                                       inline: Bool = false) -> Response
    where Chunks.Element == [UInt8] {
        let body = ResponseBody { writer in
            for try await chunk in chunks { try await writer.write(ByteBuffer(bytes: chunk)) }
            try await writer.finish(nil)
        }
        return file(body, type: type, name: name, inline: inline)
    }

    /// A table to open in a spreadsheet (RFC 4180), with the mark that makes Excel read it as UTF-8. No cell
    /// of it is taken for a formula (``csvLine(_:)``).
    public func csv(_ name: String, header: [String], rows: some Sequence<[String]>) -> Response {
        let text = "\u{FEFF}" + csvLine(header) + rows.map(csvLine).joined()
        return file(Array(text.utf8), type: "text/csv; charset=utf-8", name: name)
    }

    private func file(_ body: ResponseBody, type: String, name: String, inline: Bool) -> Response {
        let letters = name.unicodeScalars.map { (32...126).contains($0.value) && $0 != "\"" && $0 != "\\" ? $0 : "_" }
        let plain = String(String.UnicodeScalarView(letters))
        let how = inline ? "inline" : "attachment"
        return Response(status: .ok, headers: [
            .contentType: type, .cacheControl: "private, no-store",
            .contentDisposition: "\(how); filename=\"\(plain)\"; filename*=UTF-8''\(percentEncoded(name))",
            .contentSecurityPolicy: ContentPolicy.document,
        ], body: body)
    }
}

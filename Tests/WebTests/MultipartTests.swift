import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import Testing
@testable import Web

@Suite("Forms with files") struct MultipartTests {
    @Test("fields and files come out the same however the network cuts the body", arguments: [1, 2, 3, 7, 64, 4096])
    func cuts(size: Int) async throws {
        let file = pdf(10_000)
        let body = part("_csrf", "t") + part("note", "第一行\r\n--第二行") + part("plan", file: "图.pdf", file) + part("empty", "") + end
        let (form, files) = try await receive(body, cut: size)
        #expect(form["note"] == "第一行\n--第二行" && form.all("empty") == [""])
        #expect(files == [Received(field: "plan", name: "图.pdf", kind: .pdf, bytes: file)])
    }

    @Test("bytes that look like a boundary stay bytes")
    func lookalikes() async throws {
        let file = pdf(0) + Array("\r\n--bound\r\n--\r\n\r\n-".utf8)
        let (_, files) = try await receive(part("a", file: "a.pdf", file) + end, cut: 5)
        #expect(files.first?.bytes == file)
    }

    @Test("a hostile body is refused with a clear problem", arguments: [
        ("truncated in a file", part("a", file: "a.pdf", pdf(5000)).dropLast(100).map { $0 }, "upload.incomplete"),
        ("truncated in a head", Array(part("a", "1").prefix(20)), "upload.incomplete"),
        ("nothing", [], "upload.incomplete"),
        ("another boundary",
         Array("--other\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--other--".utf8), "upload.incomplete"),
        ("a long preamble", [UInt8](repeating: 65, count: 20_000), "upload.malformed"),
        ("an endless head", Array("--boundary\r\nX: ".utf8) + [UInt8](repeating: 65, count: 20_000), "upload.malformed"),
        ("a part without a name", Array("--boundary\r\nContent-Type: text/plain\r\n\r\n1\r\n--boundary--".utf8), "upload.malformed"),
        ("a boundary that goes on", Array("--boundaryX\r\n".utf8) + end, "upload.malformed"),
        ("a program", part("a", file: "a.pdf", Array("MZ\u{90}".utf8) + pdf(10)) + end, "upload.wrong_type"),
        ("a page called a picture", part("a", file: "a.png", Array("<html><script>".utf8)) + end, "upload.wrong_type"),
        ("an empty file", part("a", file: "a.pdf", []) + end, "upload.empty"),
        ("a huge file", part("a", file: "a.pdf", pdf(70_000)) + end, "upload.too_large"),
        ("a huge field", part("a", String(repeating: "a", count: 5000)) + end, "input.too_large"),
        ("a field that is not text", part("a", bytes: [0xC3, 0x28]) + end, "upload.malformed"),
        ("thousands of parts", (0..<3000).flatMap { part("f\($0)", "1") } + end, "upload.too_many_parts"),
    ] as [(String, [UInt8], String)])
    func hostile(what: String, body: [UInt8], code: String) async {
        let problem = await #expect(throws: Problem.self, "\(what)") { try await receive(body, cut: 997) }
        #expect(problem?.code == code, "\(what)")
    }

    @Test("a boundary that no browser sends is refused", arguments: [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=\(String(repeating: "b", count: 71))", "multipart/form-data; boundary=a\u{7}b",
    ])
    func boundaries(type: String) {
        #expect(throws: Problem("upload.malformed", .invalid)) { try MultipartParser(contentType: type) }
    }

    @Test("a file's name is never a path", arguments: [
        ("../../etc/passwd", "passwd"), ("C:\\Users\\me\\图.pdf", "图.pdf"), ("/", ""), ("..", ""), (".htaccess", "htaccess"),
        ("a\u{0}b\n.pdf", "ab.pdf"), ("\u{202E}fdp.exe", "fdp.exe"), ("a:b|c?.pdf", "abc.pdf"),
        (String(repeating: "长", count: 300), String(repeating: "长", count: 120)),
    ])
    func names(given: String, safe: String) { #expect(safeFileName(given) == safe) }

    @Test("a parameter of a header is found, quoted or not", arguments: [
        ("form-data; name=\"a;b\"; filename=\"x\"", "name", "a;b"), ("form-data; name=a", "name", "a"),
        ("form-data; NAME=\"a\"", "name", "a"),
        ("form-data; filename=\"name=x\"; name=\"b\"", "name", "b"), ("form-data; name=\"a%22b\"", "name", "a\"b"),
        ("form-data; filename=\"x\"", "name", nil),
        ("form-data;", "name", nil), ("form-data; name=\"unclosed", "name", "unclosed"),
    ] as [(String, String, String?)])
    func parameters(header: String, name: String, value: String?) { #expect(parameter(name, of: header) == value) }

    @Test("files are judged by their bytes", arguments: [
        ([0xFF, 0xD8, 0xFF, 0xE0], FileKind.jpeg), (Array("%PDF-1.7".utf8), .pdf), ([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], .png),
        (Array("PK\u{3}\u{4}............OFD.xml".utf8), .ofd), (Array("PK\u{3}\u{4}[Content_Types].xml word/document.xml".utf8), .docx),
        (Array("PK\u{3}\u{4}else".utf8), .zip), ([0, 0, 0, 24] + Array("ftypheic".utf8), .heic), (Array("RIFF1234WEBP".utf8), .webp),
        (Array("<svg onload=".utf8), nil), ([], nil), (Array("GIF89a".utf8), nil),
    ] as [([UInt8], FileKind?)])
    func sniffing(bytes: [UInt8], kind: FileKind?) { #expect(FileKind(sniffing: bytes) == kind) }

    @Test("a file's name ends as its bytes say", arguments: [
        ("证明.pdf", FileKind.pdf, "证明.pdf"), ("a.JPG", .jpeg, "a.JPG"), ("a.jpeg", .jpeg, "a.jpeg"), ("a.exe", .pdf, "a.exe.pdf"),
        ("a.html", .png, "a.html.png"), ("pdf", .pdf, "pdf.pdf"), ("a.pdf.", .pdf, "a.pdf..pdf"), ("照片", .tiff, "照片.tiff"),
        ("a.pdf\u{301}", .pdf, "a.pdf\u{301}.pdf"),
    ])
    func endings(name: String, kind: FileKind, expected: String) { #expect(kind.named(name) == expected) }

    @Test("a file field left empty is passed over, and a file not read by the handler too")
    func skipped() async throws {
        let body = part("plan", file: "", []) + part("a", file: "a.pdf", pdf(9000)) + part("b", "2") + end
        let (form, files) = try await receive(body, cut: 100, reads: false)
        #expect(files.isEmpty && form["b"] == "2")
    }

    @Test("through the server: the token is found, the file arrives, and the body is read to its end")
    func server() async throws {
        let browser = try demoServer().browser()
        _ = try await browser.get("/demo/apply")
        let answer = try await browser.upload("/demo/upload", field: "plan", fileName: "../图.pdf", pdf(100_000), ["note": "好"])
        #expect(answer.text == "{\"files\":[\"plan 图.pdf pdf 100005\"],\"names\":[\"note\"]}")
        let wrong = try await browser.upload("/demo/upload", field: "plan", fileName: "a.pdf", Array("MZ".utf8))
        #expect(wrong.status == 422 && wrong.text.contains("不能使用“a.pdf”这种文件"))
        #expect(try await browser.upload("/demo/apply", field: "plan", fileName: "a.pdf", pdf(10)).status == 422)
    }
}

struct Received: Equatable { let field: String, name: String, kind: FileKind, bytes: [UInt8] }

/// Sends a body through `uploads` in pieces of that size.
private func receive(_ body: [UInt8], cut: Int, reads: Bool = true) async throws -> (FormInput, [Received]) {
    let pieces = stride(from: 0, to: body.count, by: cut).map { ByteBuffer(bytes: body[$0..<min($0 + cut, body.count)]) }
    let stream = AsyncStream { continuation in
        for piece in pieces { continuation.yield(piece) }
        continuation.finish()
    }
    let type = "multipart/form-data; boundary=boundary"
    let head = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/", headerFields: [.contentType: type])
    let request = Request(head: head, body: RequestBody(asyncSequence: stream))
    let context = TongbanContext(logger: Logger(label: "test"), address: "")
    var limits = UploadLimits()
    (limits.file, limits.field, limits.parts) = (64_000, 4000, 50)
    var files: [Received] = []
    let form = try await context.uploads(request, accepts: FileKind.materials, limits: limits) { upload in
        guard reads else { return }
        var bytes: [UInt8] = []
        for try await chunk in upload.bytes { bytes += chunk }
        files.append(Received(field: upload.field, name: upload.fileName, kind: upload.kind, bytes: bytes))
    }
    return (form, files)
}

private let end = Array("--boundary--\r\n".utf8)

private func pdf(_ count: Int) -> [UInt8] { Array("%PDF-".utf8) + (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) } }

private func part(_ name: String, _ value: String) -> [UInt8] { part(name, bytes: Array(value.utf8)) }

private func part(_ name: String, bytes: [UInt8]) -> [UInt8] {
    Array("--boundary\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n".utf8) + bytes + [13, 10]
}

private func part(_ name: String, file: String, _ bytes: [UInt8]) -> [UInt8] {
    let disposition = "Content-Disposition: form-data; name=\"\(name)\"; filename=\"\(file)\""
    return Array("--boundary\r\n\(disposition)\r\nContent-Type: application/pdf\r\n\r\n".utf8) + bytes + [13, 10]
}

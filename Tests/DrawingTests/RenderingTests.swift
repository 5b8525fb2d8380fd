import Drawing
import Foundation
import Kernel
import Testing

@Suite("drawing sheets")
struct RenderingTests {
    @Test("Chinese and Latin text of a PDF can be selected and searched", .enabled(if: Tool.isPresent("pdftotext"), Tool.absent))
    func textComesBack() throws {
        let pdf = try PDFRenderer.render(Specimen.licence().laidOut(), information)
        let text = try Tool.run("pdftotext", ["-raw", "-", "-"], input: pdf).filter { !$0.isWhitespace }
        for phrase in ["食品经营许可证", "JY14102020012345", "92410204MA9K3X7Q2P", "书店街68号", "食用农产品零售", "2026年3月9日"] {
            #expect(text.contains(phrase))
        }
    }

    @Test("a PDF names its title, embeds its fonts and marks its paragraphs", .enabled(if: Tool.isPresent("pdfinfo"), Tool.absent))
    func properties() throws {
        let pdf = try PDFRenderer.render(Specimen.notice().laidOut(), information)
        let properties = try Tool.run("pdfinfo", ["-"], input: pdf)
        #expect(properties.contains("受理通知书"))
        #expect(properties.contains("A4"))
        #expect(try Tool.run("pdfinfo", ["-struct", "-"], input: pdf).contains("P (block)"))
        let fonts = try Tool.run("pdffonts", ["-"], input: pdf).split(separator: "\n").dropFirst(2)
        #expect(!fonts.isEmpty)
        #expect(fonts.allSatisfy { $0.contains("NotoS") && $0.contains(" yes yes yes ") })
    }

    @Test("what a PDF says of itself ends where it ends, whatever it holds", .enabled(if: Tool.isPresent("pdfinfo"), Tool.absent))
    func hostileProperties() throws {
        for scalar in ["\u{0}", "\u{301}", "\u{600}", "\u{200D}", "\r\n", "梅"] {
            let odd = [")", "(", ">>", "<<", "\\", "/", "%"].map { "\(scalar)\($0)\(scalar)" }.joined() + " endobj /Producer (x)"
            let about = PDFRenderer.Information(author: odd, subject: odd, keywords: odd, created: information.created)
            let sheet = Sheet(title: odd, pages: Specimen.notice().pages)
            let told = try Tool.run("pdfinfo", ["-"], input: PDFRenderer.render(sheet.laidOut(), about))
            #expect(told.components(separatedBy: "endobj /Producer (x)").count == 5)
            #expect(!told.contains("Producer:       x") && told.contains("Pages:"))
        }
    }

    @Test("the same sheet gives the same bytes")
    func deterministic() throws {
        let first = try PDFRenderer.render(Specimen.notice().laidOut(), information)
        #expect(try PDFRenderer.render(Specimen.notice().laidOut(), information) == first)
    }

    @Test("a preview has the page's proportions")
    func preview() throws {
        let page = try #require(Specimen.licence().laidOut().pages.first)
        let header = try #require(PNGHeader(PNGRenderer.render(page, resolution: 2)))
        #expect(header.width == 594 && header.height == 420)
    }

    @Test("a seal is a transparent picture of its diameter")
    func seal() throws {
        let header = try #require(PNGHeader(RoundSeal(name: "开封市行政审批和政务信息管理局").png()))
        #expect(header.width == 504 && header.height == 504)
    }

    @Test("what cannot be drawn is refused with a reason", arguments: Refusal.all)
    func refused(_ refusal: Refusal) {
        #expect(throws: Problem(refusal.code, .invalid)) {
            let sheet = Sheet(title: "", pages: [Sheet.Page(size: refusal.size, [refusal.element])])
            let page = try #require(sheet.laidOut().pages.first)
            _ = try PNGRenderer.render(page)
        }
    }

    private let information = PDFRenderer.Information(author: "开封市市场监督管理局", created: Timestamp(milliseconds: 1_773_000_000_000))
}

struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: String
    var size = Size.a4
    let element: Sheet.Element

    private static let box = Box(0, 0, 50, 50)
    private static let bomb: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13] + Array("IHDR".utf8)
        + [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 8, 6, 0, 0, 0, 0, 0, 0, 0]

    static let all = [
        Refusal(testDescription: "no picture", code: "drawing.picture", element: .picture(Picture(png: [1, 2, 3], in: box))),
        Refusal(testDescription: "a picture bomb", code: "drawing.picture", element: .picture(Picture(png: bomb, in: box))),
        Refusal(testDescription: "half a picture", code: "drawing.picture",
                element: .picture(Picture(png: Array(Specimen.seal.prefix(2000)), in: box))),
        Refusal(testDescription: "an endless page", code: "drawing.measure", size: Size(.infinity, 3), element: .frame(Frame(box))),
        Refusal(testDescription: "a page of no number", code: "drawing.measure", size: Size(.nan, 3), element: .frame(Frame(box))),
        Refusal(testDescription: "letters of no size", code: "drawing.measure", element: .text(TextBlock("字", in: box, size: .points(0)))),
        Refusal(testDescription: "an endless text", code: "drawing.text_too_long",
                element: .text(TextBlock(String(repeating: "长", count: 30_000), in: box))),
        Refusal(testDescription: "an empty code", code: "drawing.code_too_long", element: .code(QRCode("", at: Point(0, 0), side: 9))),
        Refusal(testDescription: "an endless code", code: "drawing.code_too_long",
                element: .code(QRCode(String(repeating: "x", count: 2332), at: Point(0, 0), side: 9))),
    ]
}

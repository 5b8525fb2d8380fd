@testable import Drawing
import Kernel
import Testing

@Suite("laying out text")
struct LayoutTests {
    @Test("letters of a Chinese line are a square apart", arguments: [Font.song, .boldSong, .hei, .boldHei])
    func advances(_ font: Font) throws {
        let set = try set("开封市政务服务", width: 100, font: font)
        let line = try #require(set.lines.first)
        #expect(line.advances.count == 7)
        #expect(line.advances.allSatisfy { abs($0 - set.size) < 0.01 })
    }

    @Test("lines break inside the width and lose nothing")
    func breaks() throws {
        let text = Specimen.scope + "Tongban Licence 2026 verification"
        let set = try set(text, width: 60)
        #expect(set.lines.count > 5)
        #expect(set.lines.allSatisfy { $0.width <= 60.01 })
        #expect(set.lines.allSatisfy { $0.advances.count == $0.text.unicodeScalars.count })
        #expect(set.lines.map(\.text).joined().filter { $0 != " " } == text.filter { $0 != " " })
    }

    @Test("no closing mark begins a line and no opening mark ends one", arguments: 20...40)
    func forbiddenPlaces(_ width: Int) throws {
        for line in try set("依照《行政许可法》（二〇一九年修正）第三十八条，决定：准予许可。", width: Double(width)).lines {
            #expect(!"，。：）》".contains(line.text.first ?? "文"))
            #expect(!"（《".contains(line.text.last ?? "文"))
        }
    }

    @Test("a justified paragraph has straight edges but for its last line")
    func justified() throws {
        let lines = try set(Specimen.scope, width: 83, alignment: .justified).lines
        #expect(lines.dropLast().allSatisfy { abs($0.width - 83) < 0.01 })
        #expect(try #require(lines.last).width < 80)
    }

    @Test("labels of any length are spread to one width", arguments: ["姓名", "经营场所", "统一社会信用代码"])
    func distributed(_ label: String) throws {
        let line = try #require(set(label, width: 50, alignment: .distributed).lines.first)
        #expect(abs(line.width - 50) < 0.01)
    }

    @Test("centred and right lines stand where they should", arguments: [(TextBlock.Alignment.centre, 0.5), (.right, 1)])
    func aligned(_ alignment: TextBlock.Alignment, share: Double) throws {
        let line = try #require(set("开封 ", width: 100, alignment: alignment).lines.first)
        #expect(line.text == "开封")
        #expect(abs(line.origin.x - (100 - line.width) * share) < 0.01)
    }

    @Test("a first line is pushed in by two letters, in each paragraph")
    func indent() throws {
        let block = TextBlock("第一段\n第二段", in: Box(0, 0, 100, 50), indent: 2)
        let set = try TextSetter().set(block)
        #expect(set.lines.map(\.origin.x).allSatisfy { abs($0 - 2 * set.size) < 0.01 })
    }

    @Test("long text shrinks to its box, short text does not")
    func shrinks() throws {
        let box = Box(0, 0, 80, 12)
        let long = try TextSetter().set(TextBlock(Specimen.scope, in: box, size: .four, shrinks: true))
        #expect(long.size < FontSize.four.millimetres)
        let short = try TextSetter().set(TextBlock("零售", in: box, size: .four, shrinks: true))
        #expect(abs(short.size - FontSize.four.millimetres) < 1e-9)
    }

    @Test("letter spacing stands between letters only")
    func spacing() throws {
        let line = try #require(set("许可证", width: 100, spacing: 3).lines.first)
        let size = FontSize.four.millimetres
        #expect(abs(line.advances[0] - size - 3) < 0.05)
        #expect(abs(line.width - 3 * size - 6) < 0.1)
    }

    @Test("odd text is set without harm", arguments: [
        "", "\n\n", "a\u{0}b\u{1B}c",
        "한국어 ไทย العربية שלום", "e\u{301}\u{302}", "👨‍👩‍👧 🇨🇳", "𠮷野家 㐂", "\u{FFFE}\u{10FFFF}", "office fi ffl",
    ])
    func odd(_ text: String) throws {
        for alignment in [TextBlock.Alignment.left, .justified, .distributed] {
            let block = TextBlock(text, in: Box(0, 0, 30, 9), alignment: alignment, letterSpacing: 1)
            let sheet = Sheet(title: text, pages: [Sheet.Page([.text(block)])])
            let laidOut = try sheet.laidOut()
            guard case .text(let set) = laidOut.pages[0].marks[0] else { Issue.record("no text"); return }
            #expect(set.lines.allSatisfy { $0.advances.count == $0.text.unicodeScalars.count })
            #expect(!set.lines.contains { $0.text.utf8.contains { $0 < 32 } })
            _ = try PNGRenderer.render(laidOut.pages[0])
            _ = try PDFRenderer.render(laidOut, .init(created: Timestamp(milliseconds: 0)))
        }
    }

    @Test("a QR code's rows join to rectangles that cover just its dark modules")
    func code() throws {
        let modules = try QRCode.modules(of: "https://zwfw.kaifeng.gov.cn")
        #expect(modules.count >= 21 && modules.allSatisfy { $0.count == modules.count })
        let path = try QRCode("https://zwfw.kaifeng.gov.cn", at: Point(0, 0), side: Double(modules.count)).path()
        var area = 0.0
        for (a, b) in zip(path.steps, path.steps.dropFirst()) {
            if case .move(let from) = a, case .line(let to) = b { area += to.x - from.x }
        }
        #expect(Int(area.rounded()) == modules.joined().count { $0 })
    }

    private func set(
        _ text: String, width: Double, font: Font = .song, alignment: TextBlock.Alignment = .left, spacing: Double = 0
    ) throws -> SetText {
        try TextSetter().set(TextBlock(text, in: Box(0, 0, width, 10), font: font, alignment: alignment, letterSpacing: spacing))
    }
}

import Kernel

extension Sheet {
    /// Breaks lines, chooses glyphs and turns ornaments into outlines. This is work for the processor (one to three
    /// milliseconds a page): run it on a thread pool, not on Swift's own threads.
    ///
    /// Throws `drawing.measure` for pages and boxes that are not of this world, `drawing.text_too_long` for a block of
    /// more than 20 000 letters, `drawing.code_too_long` and `drawing.picture`.
    public func laidOut() throws(Problem) -> LaidOutSheet {
        let setter = TextSetter()
        var laidOut: [LaidOutSheet.Page] = []
        for page in pages {
            try page.size.check()
            var marks: [LaidOutSheet.Mark] = []
            for element in page.elements { marks += try element.marks(on: page.size, setter) }
            laidOut.append(LaidOutSheet.Page(size: page.size, marks: marks))
        }
        return LaidOutSheet(title: title.printable, pages: laidOut)
    }
}

extension TextBlock {
    /// How tall the text will be, in millimetres, so that a caller can put the next block under it.
    public func height() throws(Problem) -> Double {
        let text = try TextSetter().set(self)
        return Double(text.lines.count) * text.size * lineHeight
    }
}

extension Sheet.Element {
    fileprivate func marks(on page: Size, _ setter: TextSetter) throws(Problem) -> [LaidOutSheet.Mark] {
        switch self {
        case .text(let block):
            return [.text(try setter.set(block))]
        case .line(let from, let to, let stroke):
            var path = Path(stroke: stroke)
            path.add(polyline: [from, to])
            return [.path(path)]
        case .rectangle(let box, let fill, let stroke):
            var path = Path(fill: fill, stroke: stroke)
            path.add(box)
            return [.path(path)]
        case .picture(let picture):
            try PNGHeader.check(picture.png)
            return [.picture(picture)]
        case .code(let code):
            return [.path(try code.path())]
        case .frame(let frame):
            return frame.paths().map { .path($0) }
        case .watermark(let watermark):
            return try watermark.texts(on: page, setter).map { .text($0) }
        }
    }
}

extension Watermark {
    /// The text repeated in a brick pattern that covers the page.
    fileprivate func texts(on page: Size, _ setter: TextSetter) throws(Problem) -> [SetText] {
        let block = TextBlock(text, in: Box(0, 0, 120, 20), font: font, size: size, colour: colour, alignment: .centre)
        let set = try setter.set(block)
        var texts: [SetText] = []
        for (row, y) in stride(from: 30, to: page.height + 60, by: 48).enumerated() {
            for x in stride(from: row.isMultiple(of: 2) ? -20 : -85, to: page.width, by: 130) {
                texts.append(set.placed(Placement(Point(x, y), degrees: degrees)))
            }
        }
        return texts
    }
}

extension SetText {
    func placed(_ placement: Placement) -> SetText {
        SetText(font: font, size: size, colour: colour, placement: placement, lines: lines)
    }
}

extension Size {
    /// Ten metres is more than any paper; it also keeps later arithmetic far from overflow.
    func check() throws(Problem) {
        guard width > 0, height > 0, width <= 10_000, height <= 10_000 else { throw Problem("drawing.measure", .invalid) }
    }
}

import Drawing

/// Turns marks into page objects and gives every object its number, unique in the document.
struct Build {
    private(set) var resources = Resources()
    private(set) var pageIDs: [Int] = []
    private(set) var lastID = 0

    init(_ sheet: LaidOutSheet) {
        for page in sheet.pages {
            pageIDs.append(next())
            for mark in page.marks {
                switch mark {
                case .text(let text): _ = font(text.font)
                case .picture(let picture): _ = image(picture.png)
                case .path: break
                }
            }
        }
    }

    /// Content.xml (7.7): Area, Content / Layer / objects.
    mutating func content(of page: LaidOutSheet.Page) -> [UInt8] {
        XMLWriter.document("Page") {
            $0.element("Area") { $0.element("PhysicalBox", text: Measure.text(0, 0, page.size.width, page.size.height)) }
            $0.element("Content") {
                $0.element("Layer", ["ID": "\(next())", "Type": "Body"]) {
                    for mark in page.marks { write(mark, on: page.size, &$0) }
                }
            }
        }
    }

    private mutating func next() -> Int {
        lastID += 1
        return lastID
    }

    private mutating func write(_ mark: LaidOutSheet.Mark, on page: Size, _ writer: inout XMLWriter) {
        switch mark {
        case .text(let text): write(text, on: page, &writer)
        case .path(let path): write(path, &writer)
        case .picture(let picture): write(picture, &writer)
        }
    }

    /// A TextObject (11.2) with one TextCode a line. Straight text gets a box of its own; text that is turned or
    /// stretched takes the page as its box and a matrix.
    private mutating func write(_ text: SetText, on page: Size, _ writer: inout XMLWriter) {
        let lines = text.lines.filter { !$0.text.isEmpty }
        guard !lines.isEmpty else { return }
        let isStraight = text.placement.degrees == 0 && text.placement.stretch == 1
        let bounds = isStraight ? text.bounds(of: lines) : Box(0, 0, page.width, page.height)
        let shift = isStraight ? Point(text.placement.origin.x - bounds.x, text.placement.origin.y - bounds.y) : Point(0, 0)
        let weight = text.font.weight == .bold ? "700" : "400"
        writer.element("TextObject", [
            "ID": "\(next())", "Boundary": Measure.text(bounds), "CTM": isStraight ? nil : text.placement.matrix,
            "Font": "\(font(text.font))", "Size": Measure.text(text.size), "Weight": weight,
        ]) {
            $0.element("FillColor", text.colour)
            for line in lines {
                $0.element("TextCode", [
                    "X": Measure.text(line.origin.x + shift.x), "Y": Measure.text(line.origin.y + shift.y),
                    "DeltaX": line.advances.count > 1 ? Measure.deltas(line.advances.dropLast()) : nil,
                ], text: line.text)
            }
        }
    }

    /// A PathObject (9.1); its outline is relative to its box.
    private mutating func write(_ path: Path, _ writer: inout XMLWriter) {
        let bounds = path.bounds
        writer.element("PathObject", [
            "ID": "\(next())", "Boundary": Measure.text(bounds), "LineWidth": Measure.text(path.stroke?.width ?? 0),
            "Stroke": "\(path.stroke != nil)", "Fill": "\(path.fill != nil)",
        ]) {
            if let stroke = path.stroke { $0.element("StrokeColor", stroke.colour) }
            if let fill = path.fill { $0.element("FillColor", fill) }
            $0.element("AbbreviatedData", raw: path.abbreviated(from: Point(bounds.x, bounds.y)))
        }
    }

    /// An ImageObject (10): the unit square is stretched to the box.
    private mutating func write(_ picture: Picture, _ writer: inout XMLWriter) {
        let matrix = Measure.text(picture.box.width, 0, 0, picture.box.height, 0, 0)
        writer.element("ImageObject", [
            "ID": "\(next())", "Boundary": Measure.text(picture.box), "CTM": matrix, "ResourceID": "\(image(picture.png))",
        ])
    }

    private mutating func font(_ font: Font) -> Int {
        var last = lastID
        defer { lastID = last }
        return resources.id(of: font) { last += 1; return last }
    }

    private mutating func image(_ png: [UInt8]) -> Int {
        var last = lastID
        defer { lastID = last }
        return resources.id(of: png) { last += 1; return last }
    }
}

extension XMLWriter {
    /// A colour (8.3) in the default space, RGB; what shines through is told by Alpha, 0 to 255.
    fileprivate mutating func element(_ name: String, _ colour: Colour) {
        let alpha = colour.opacity < 1 ? "\(Int((colour.opacity * 255).rounded()))" : nil
        element(name, ["Value": "\(colour.red) \(colour.green) \(colour.blue)", "Alpha": alpha])
    }
}

import CPango

/// One line as Pango broke it, read out of Pango's structures and not yet aligned.
struct BrokenLine {
    private var text: [UInt8]
    private var runs: [GlyphRun] = []
    private let isFirst: Bool, isLast: Bool

    /// `whole` is the text that the layout was given.
    init(_ line: PangoLayoutLine, of whole: [UInt8], _ block: TextBlock, size: Double) {
        let start = Int(line.start_index), end = start + Int(line.length)
        text = Array(whole[start..<end])
        isFirst = start == 0 || whole[start - 1] == newline
        isLast = end >= whole.count || whole[end] == newline
        var pen = 0.0
        var ordered: [(offset: Int, run: GlyphRun)] = []
        var next = line.runs
        while let node = next {
            if let item = node.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self).pointee,
               let part = item.item?.pointee, let glyphs = item.glyphs?.pointee {
                ordered.append((Int(part.offset), Self.run(part, glyphs, &pen, spacing: block.letterSpacing)))
            }
            next = node.pointee.next
        }
        // Pango lists runs as they are seen; text is stored as it is read.
        runs = ordered.sorted { $0.offset < $1.offset }.map(\.run)
        // Pango puts no spacing after a line's last letter: what remains of the line is that letter's own width.
        if block.letterSpacing != 0, let run = runs.indices.last, let glyph = runs[run].glyphs.indices.last {
            runs[run].glyphs[glyph].width = max(0, pen - runs[run].glyphs[glyph].x)
        }
        dropTrailingSpaces()
    }

    /// The line at its place: moved, or spread over the width, as the block wants it.
    func finished(_ block: TextBlock, baseline: Double, size: Double) -> SetText.Line {
        var runs = runs
        let indent = isFirst ? block.indent * size : 0
        let left = runs.lazy.flatMap(\.glyphs).map(\.x).min() ?? 0
        let right = runs.lazy.flatMap(\.glyphs).map { $0.x + $0.width }.max() ?? 0
        let slack = block.box.width - indent - (right - left)
        var x = indent
        var gap = 0.0
        switch block.alignment {
        case .left: break
        case .centre: x += slack / 2
        case .right: x += slack
        case .justified: gap = isLast ? 0 : slack
        case .distributed: gap = slack
        }
        let letters = runs.lazy.flatMap(\.glyphs).count { $0.bytes > 0 }
        gap = letters > 1 ? max(0, gap) / Double(letters - 1) : 0
        var letter = -1.0
        for run in runs.indices {
            for glyph in runs[run].glyphs.indices {
                if runs[run].glyphs[glyph].bytes > 0 { letter += 1 }
                runs[run].glyphs[glyph].x += max(0, letter) * gap - left
            }
        }
        let end = right - left + max(0, letter) * gap
        return SetText.Line(
            text: String(decoding: text, as: UTF8.self), origin: Point(x, baseline), advances: advances(runs, end), runs: runs)
    }

    /// Reads one run, its glyphs in the order of the text.
    private static func run(_ item: PangoItem, _ string: PangoGlyphString, _ pen: inout Double, spacing: Double) -> GlyphRun {
        let count = Int(string.num_glyphs)
        var places: [Double] = []
        places.reserveCapacity(count)
        for index in 0..<count {
            let geometry = string.glyphs[index].geometry
            places.append(pen + Double(geometry.x_offset) / unitsPerMillimetre)
            pen += Double(geometry.width) / unitsPerMillimetre
        }
        let isRightToLeft = item.analysis.level % 2 == 1
        let order = isRightToLeft ? Array((0..<count).reversed()) : Array(0..<count)
        var run = GlyphRun(face: face(of: item.analysis.font), glyphs: [])
        run.glyphs.reserveCapacity(count)
        for (position, index) in order.enumerated() {
            let info = string.glyphs[index]
            let start = Int(string.log_clusters[index])
            let opens = position == 0 || Int(string.log_clusters[order[position - 1]]) != start
            var end = Int(item.length)
            if opens, let following = order[position...].first(where: { Int(string.log_clusters[$0]) > start }) {
                end = Int(string.log_clusters[following])
            }
            run.glyphs.append(Glyph(
                id: info.glyph, x: places[index], y: Double(info.geometry.y_offset) / unitsPerMillimetre,
                bytes: opens ? max(0, end - start) : 0, width: Double(info.geometry.width) / unitsPerMillimetre - spacing))
        }
        return run
    }

    private static func face(of font: UnsafeMutablePointer<PangoFont>?) -> String {
        guard let font, let description = pango_font_describe(font) else { return FontRole.serif.family }
        defer { pango_font_description_free(description) }
        pango_font_description_unset_fields(description, PANGO_FONT_MASK_SIZE)
        guard let text = pango_font_description_to_string(description) else { return FontRole.serif.family }
        defer { g_free(text) }
        return String(cString: text)
    }

    /// A space at the end of a line would push centred and spread lines aside.
    private mutating func dropTrailingSpaces() {
        while let last = runs.indices.last {
            guard let glyph = runs[last].glyphs.last else { runs.removeLast(); continue }
            let tail = text.suffix(glyph.bytes)
            guard glyph.bytes > 0, tail.elementsEqual(" ".utf8) || tail.elementsEqual("\u{3000}".utf8) else { return }
            runs[last].glyphs.removeLast()
            text.removeLast(glyph.bytes)
        }
    }

    /// From letter to letter. Where one glyph stands for several letters, the first has the whole advance.
    private func advances(_ runs: [GlyphRun], _ end: Double) -> [Double] {
        let glyphs = runs.flatMap(\.glyphs).filter { $0.bytes > 0 }
        var advances: [Double] = []
        var byte = 0
        for (number, glyph) in glyphs.enumerated() {
            let next = number + 1 < glyphs.count ? glyphs[number + 1].x : end
            advances.append(next - glyph.x)
            let scalars = text[byte..<min(text.count, byte + glyph.bytes)].count { $0 & 0xC0 != 0x80 }
            advances += Array(repeating: 0, count: max(0, scalars - 1))
            byte += glyph.bytes
        }
        return advances
    }
}

private let newline = UInt8(ascii: "\n")

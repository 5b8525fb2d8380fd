import CPango
import Kernel

/// Sets text with Pango: line breaking, choice of fonts, glyphs and their places.
///
/// Pango keeps one font map for each thread, so a setter must stay on the thread that made it; nothing it returns
/// refers to Pango any more.
final class TextSetter {
    private let context: OpaquePointer
    private let layout: OpaquePointer

    init() {
        context = pango_font_map_create_context(pango_cairo_font_map_get_default())
        pango_cairo_context_set_resolution(context, 72)
        pango_context_set_round_glyph_positions(context, 0)
        pango_context_set_language(context, pango_language_from_string("zh-cn"))
        let options = cairo_font_options_create()
        defer { cairo_font_options_destroy(options) }
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        layout = pango_layout_new(context)
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_auto_dir(layout, 0)
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(layout))
        g_object_unref(UnsafeMutableRawPointer(context))
    }

    /// Throws `drawing.text_too_long` and `drawing.measure`.
    func set(_ block: TextBlock) throws(Problem) -> SetText {
        let text = Array(block.text.printable.utf8)
        guard text.count <= 60_000 else { throw Problem("drawing.text_too_long", .tooLarge) }
        guard block.box.width >= 0, block.box.width <= 10_000, (1...1000).contains(block.size.points) else {
            throw Problem("drawing.measure", .invalid)
        }
        var size = block.size.millimetres
        var lines = broken(text, block, size)
        while block.shrinks, height(lines, block, size) > block.box.height, size > block.size.millimetres / 2 {
            size *= 0.94
            lines = broken(text, block, size)
        }
        let top: Double = switch block.anchor {
        case .top: 0
        case .middle: (block.box.height - height(lines, block, size)) / 2
        case .bottom: block.box.height - height(lines, block, size)
        }
        let placed = lines.enumerated().map { number, line in
            line.finished(block, baseline: top + (Double(number) + 0.5) * size * block.lineHeight + Self.drop * size, size: size)
        }
        let origin = Placement(Point(block.box.x, block.box.y))
        return SetText(font: block.font, size: size, colour: block.colour, placement: origin, lines: placed)
    }

    /// Chinese letters fill a square of which 0.88 stand above the baseline: the middle of a line lies 0.38 above it.
    static let drop = 0.38

    private func height(_ lines: [BrokenLine], _ block: TextBlock, _ size: Double) -> Double {
        Double(lines.count) * size * block.lineHeight
    }

    private func broken(_ text: [UInt8], _ block: TextBlock, _ size: Double) -> [BrokenLine] {
        let description = pango_font_description_new()
        defer { pango_font_description_free(description) }
        pango_font_description_set_family(description, block.font.role.family)
        pango_font_description_set_weight(description, block.font.weight == .bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_absolute_size(description, size * unitsPerMillimetre)
        pango_layout_set_font_description(layout, description)
        pango_layout_set_width(layout, units(block.box.width))
        pango_layout_set_indent(layout, units(block.indent * size))
        pango_layout_set_attributes(layout, nil)
        text.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { pango_layout_set_text(layout, $0.baseAddress, Int32($0.count)) }
        }
        let attributes = pango_attr_list_new()
        defer { pango_attr_list_unref(attributes) }
        // One glyph a letter, because OFD gives one advance a letter: no ligatures.
        pango_attr_list_insert(attributes, pango_attr_font_features_new("liga=0,clig=0,dlig=0"))
        if block.letterSpacing != 0 { pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(units(block.letterSpacing))) }
        pango_layout_set_attributes(layout, attributes)
        return (0..<pango_layout_get_line_count(layout)).compactMap { number in
            pango_layout_get_line_readonly(layout, number).map { BrokenLine($0.pointee, of: text, block, size: size) }
        }
    }
}

let unitsPerMillimetre = 72 / 25.4 * Double(PANGO_SCALE)

/// Pango's whole numbers, 1024 to the point; out of range stops at the edge.
private func units(_ millimetres: Double) -> Int32 {
    Int32((millimetres * unitsPerMillimetre).rounded().clamped(to: -1e9...1e9))
}

extension Double {
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        isNaN ? range.lowerBound : Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}

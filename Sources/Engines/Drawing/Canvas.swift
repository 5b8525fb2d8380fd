import CPango
import Kernel

/// A Cairo surface and the pen on it, in millimetres. Both renderers draw on one; it never leaves their call.
final class Canvas {
    private let surface: OpaquePointer
    private let pen: OpaquePointer
    private var faces: [String: OpaquePointer?] = [:]

    /// Takes the surface over. `scale` is the surface's units in a millimetre.
    init(owning surface: OpaquePointer, scale: Double) {
        self.surface = surface
        pen = cairo_create(surface)
        cairo_scale(pen, scale, scale)
        let options = cairo_font_options_create()
        defer { cairo_font_options_destroy(options) }
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_set_font_options(pen, options)
    }

    deinit {
        for case let face? in faces.values { cairo_font_face_destroy(face) }
        cairo_destroy(pen)
        cairo_surface_destroy(surface)
    }

    func draw(_ page: LaidOutSheet.Page) throws(Problem) {
        for mark in page.marks {
            switch mark {
            case .text(let text): draw(text)
            case .path(let path): draw(path)
            case .picture(let picture): try draw(picture)
            }
        }
    }

    /// Fills the whole surface.
    func paint(_ colour: Colour) {
        use(colour)
        cairo_paint(pen)
    }

    func showPage() { cairo_show_page(pen) }

    /// Ends all drawing. Throws `drawing.failed` when Cairo met an error on the way.
    func finish() throws(Problem) {
        cairo_surface_flush(surface)
        let status = cairo_status(pen)
        cairo_surface_finish(surface)
        guard status == CAIRO_STATUS_SUCCESS, cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
            throw Problem("drawing.failed", .fault, reason: String(cString: cairo_status_to_string(status)))
        }
    }

    private func draw(_ text: SetText) {
        cairo_save(pen)
        defer { cairo_restore(pen) }
        cairo_translate(pen, text.placement.origin.x, text.placement.origin.y)
        cairo_rotate(pen, text.placement.degrees * .pi / 180)
        cairo_scale(pen, text.placement.stretch, 1)
        use(text.colour)
        // The structure of a tagged PDF: a reader aloud hears paragraphs. Other surfaces pay no heed.
        cairo_tag_begin(pen, "P", nil)
        defer { cairo_tag_end(pen, "P") }
        for line in text.lines {
            var bytes = Array(line.text.utf8)[...]
            for run in line.runs {
                let length = run.glyphs.reduce(0) { $0 + $1.bytes }
                show(run, Array(bytes.prefix(length)), at: line.origin, size: text.size)
                bytes = bytes.dropFirst(length)
            }
        }
    }

    private func show(_ run: GlyphRun, _ text: [UInt8], at origin: Point, size: Double) {
        guard let face = face(run.face) else { return }
        cairo_set_font_face(pen, face)
        cairo_set_font_size(pen, size)
        var glyphs: [cairo_glyph_t] = []
        var clusters: [cairo_text_cluster_t] = []
        for glyph in run.glyphs {
            if glyph.bytes > 0 { clusters.append(cairo_text_cluster_t(num_bytes: Int32(glyph.bytes), num_glyphs: 0)) }
            guard glyph.id != emptyGlyph else { continue }
            // A letter that no font has is drawn as the font's own mark for that.
            let id = glyph.id & unknownGlyph == 0 ? UInt(glyph.id) : 0
            glyphs.append(cairo_glyph_t(index: id, x: origin.x + glyph.x, y: origin.y + glyph.y))
            if !clusters.isEmpty { clusters[clusters.count - 1].num_glyphs += 1 }
        }
        text.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { bytes in
                cairo_show_text_glyphs(
                    pen, bytes.baseAddress, Int32(bytes.count), glyphs, Int32(glyphs.count),
                    clusters, Int32(clusters.count), cairo_text_cluster_flags_t(0))
            }
        }
    }

    private func face(_ name: String) -> OpaquePointer? {
        if let known = faces[name] { return known }
        let face = Self.load(name)
        faces[name] = face
        return face
    }

    private static func load(_ name: String) -> OpaquePointer? {
        let context = pango_font_map_create_context(pango_cairo_font_map_get_default())
        defer { g_object_unref(context.map { UnsafeMutableRawPointer($0) }) }
        let description = pango_font_description_from_string(name)
        defer { pango_font_description_free(description) }
        pango_font_description_set_absolute_size(description, 10 * Double(PANGO_SCALE))
        guard let font = pango_context_load_font(context, description) else { return nil }
        defer { g_object_unref(font) }
        guard let scaled = pango_cairo_font_get_scaled_font(OpaquePointer(font)) else { return nil }
        return cairo_font_face_reference(cairo_scaled_font_get_font_face(scaled))
    }

    private func draw(_ path: Path) {
        cairo_new_path(pen)
        for step in path.steps {
            switch step {
            case .move(let p): cairo_move_to(pen, p.x, p.y)
            case .line(let p): cairo_line_to(pen, p.x, p.y)
            case .curve(let a, let b, let p): cairo_curve_to(pen, a.x, a.y, b.x, b.y, p.x, p.y)
            case .close: cairo_close_path(pen)
            }
        }
        if let fill = path.fill {
            use(fill)
            cairo_fill_preserve(pen)
        }
        if let stroke = path.stroke {
            use(stroke.colour)
            cairo_set_line_width(pen, stroke.width)
            cairo_stroke_preserve(pen)
        }
        cairo_new_path(pen)
    }

    private func draw(_ picture: Picture) throws(Problem) {
        let image = try Image(png: picture.png)
        cairo_save(pen)
        defer { cairo_restore(pen) }
        cairo_translate(pen, picture.box.x, picture.box.y)
        cairo_scale(pen, picture.box.width / Double(image.width), picture.box.height / Double(image.height))
        cairo_set_source_surface(pen, image.surface, 0, 0)
        cairo_paint(pen)
    }

    private func use(_ colour: Colour) {
        cairo_set_source_rgba(pen, Double(colour.red) / 255, Double(colour.green) / 255, Double(colour.blue) / 255, colour.opacity)
    }
}

private let emptyGlyph: UInt32 = 0x0FFF_FFFF
private let unknownGlyph: UInt32 = 0x1000_0000

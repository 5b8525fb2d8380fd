import CPango
import Kernel

/// One page as a picture: previews, thumbnails, the pictures of seals.
public enum PNGRenderer {
    /// Work for the processor: run it on a thread pool.
    /// - Parameters:
    ///   - resolution: pixels in a millimetre; 4 is about a screen's hundred to the inch.
    ///   - background: `nil` leaves the paper transparent.
    /// Throws `drawing.measure` when the picture would exceed 40 million pixels, `drawing.picture`, `drawing.failed`.
    public static func render(
        _ page: LaidOutSheet.Page, resolution: Double = 4, background: Colour? = .white
    ) throws(Problem) -> [UInt8] {
        let width = (page.size.width * resolution).rounded(.up), height = (page.size.height * resolution).rounded(.up)
        guard width >= 1, height >= 1, width * height <= 40_000_000, width <= 30_000, height <= 30_000,
              let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height)) else {
            throw Problem("drawing.measure", .invalid)
        }
        let canvas = Canvas(owning: surface, scale: resolution)
        if let background { canvas.paint(background) }
        try canvas.draw(page)
        let stream = OutputStream()
        let status = withExtendedLifetime(stream) { cairo_surface_write_to_png_stream(surface, OutputStream.write, stream.closure) }
        guard status == CAIRO_STATUS_SUCCESS else { throw Problem("drawing.failed", .fault) }
        try canvas.finish()
        return stream.bytes
    }
}

import CPango
import Kernel

/// A decoded PNG.
final class Image {
    let surface: OpaquePointer
    let width: Int, height: Int

    /// Throws `drawing.picture` when the bytes are no PNG, or one of unreasonable size.
    init(png: [UInt8]) throws(Problem) {
        try PNGHeader.check(png)
        let decoded: OpaquePointer? = png.withUnsafeBytes { bytes in
            var rest = Substream(bytes)
            return withUnsafeMutablePointer(to: &rest) { cairo_image_surface_create_from_png_stream(readPart, $0) }
        }
        guard let decoded else { throw Problem("drawing.picture", .invalid) }
        guard cairo_surface_status(decoded) == CAIRO_STATUS_SUCCESS else {
            cairo_surface_destroy(decoded)
            throw Problem("drawing.picture", .invalid)
        }
        surface = decoded
        width = Int(cairo_image_surface_get_width(decoded))
        height = Int(cairo_image_surface_get_height(decoded))
    }

    deinit { cairo_surface_destroy(surface) }
}

private struct Substream {
    var bytes: UnsafeRawBufferPointer.SubSequence

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes[...] }
}

private func readPart(_ closure: UnsafeMutableRawPointer?, _ into: UnsafeMutablePointer<UInt8>?, _ count: UInt32) -> cairo_status_t {
    guard let rest = closure?.assumingMemoryBound(to: Substream.self), let into,
          rest.pointee.bytes.count >= Int(count) else { return CAIRO_STATUS_READ_ERROR }
    UnsafeMutableRawBufferPointer(start: into, count: Int(count)).copyBytes(from: rest.pointee.bytes.prefix(Int(count)))
    rest.pointee.bytes = rest.pointee.bytes.dropFirst(Int(count))
    return CAIRO_STATUS_SUCCESS
}

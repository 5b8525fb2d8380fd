import Kernel

/// What a PNG says of itself in its first 24 bytes (ISO/IEC 15948, IHDR).
public struct PNGHeader: Sendable {
    public let width: Int, height: Int

    /// `nil` when the bytes are not the beginning of a PNG.
    public init?(_ png: [UInt8]) {
        guard png.count >= 33, png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
              png[12..<16].elementsEqual("IHDR".utf8) else { return nil }
        width = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
        height = png[20..<24].reduce(0) { $0 << 8 | Int($1) }
    }

    /// A small file may claim a huge picture, so the claim is judged before anything is decoded.
    /// Throws `drawing.picture`.
    static func check(_ png: [UInt8]) throws(Problem) {
        guard let header = PNGHeader(png), (1...10_000).contains(header.width), (1...10_000).contains(header.height),
              header.width * header.height <= 40_000_000 else {
            throw Problem("drawing.picture", .invalid)
        }
    }
}

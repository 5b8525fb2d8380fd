import CQREncode
import Kernel

/// A QR code (GB/T 18284) with error correction M: a licence's way to its verification page.
public struct QRCode: Sendable {
    public let payload: String
    /// The code's square. The quiet zone of four modules around it is left to the page.
    public let box: Box
    public let colour: Colour

    public init(_ payload: String, at corner: Point, side: Double, colour: Colour = .ink) {
        (self.payload, self.colour) = (payload, colour)
        box = Box(corner.x, corner.y, side, side)
    }

    /// The dark modules, those that touch in a row joined to one rectangle.
    /// Throws `drawing.code_too_long` when the payload is empty or exceeds what the biggest symbol holds (2331 bytes).
    public func path() throws(Problem) -> Path {
        let modules = try Self.modules(of: payload)
        let width = modules.count
        let unit = box.width / Double(width)
        var path = Path(fill: colour)
        for (row, cells) in modules.enumerated() {
            var column = 0
            while column < width {
                let end = cells[column...].firstIndex { $0 != cells[column] } ?? width
                if cells[column] {
                    path.add(Box(box.x + Double(column) * unit, box.y + Double(row) * unit, Double(end - column) * unit, unit))
                }
                column = end
            }
        }
        return path
    }

    /// Rows of modules, dark ones true.
    static func modules(of payload: String) throws(Problem) -> [[Bool]] {
        let bytes = Array(payload.utf8)
        guard (1...2331).contains(bytes.count),
              let symbol = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
            throw Problem("drawing.code_too_long", .invalid)
        }
        defer { QRcode_free(symbol) }
        let width = Int(symbol.pointee.width)
        return (0..<width).map { row in (0..<width).map { symbol.pointee.data[row * width + $0] & 1 == 1 } }
    }
}

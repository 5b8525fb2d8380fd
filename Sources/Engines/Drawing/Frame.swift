/// The border of a certificate.
public struct Frame: Sendable {
    public enum Style: Sendable {
        /// One line.
        case single
        /// A thick line and a thin one inside it.
        case double
        /// Two lines with a band of square spirals (回纹) between them.
        case fret
    }

    public var box: Box
    public var style: Style
    public var colour: Colour
    /// From the outer line to the inner one, in millimetres.
    public var band: Double

    public init(_ box: Box, style: Style = .double, colour: Colour = .gold, band: Double = 5) {
        (self.box, self.style, self.colour, self.band) = (box, style, colour, band)
    }

    func paths() -> [Path] {
        switch style {
        case .single: [outline(box, 0.5)]
        case .double: [outline(box, 0.9), outline(box.inset(by: 1.4), 0.25)]
        case .fret: [outline(box, 0.9), outline(box.inset(by: band), 0.35), spirals()]
        }
    }

    private func outline(_ box: Box, _ width: Double) -> Path {
        var path = Path(stroke: Stroke(width, colour))
        path.add(box)
        return path
    }

    /// A row of spirals along each side, the same on opposite sides, and a square in a square (回) in each corner.
    private func spirals() -> Path {
        var path = Path(stroke: Stroke(band * 0.06, colour))
        let gap = band * 0.22
        let side = band - 2 * gap
        let inner = box.inset(by: gap)
        let across = places(inner.width - 2 * band, side), down = places(inner.height - 2 * band, side)
        for x in across {
            for y in [inner.y, inner.y + inner.height - side] { path.add(polyline: spiral(inner.x + band + x, y, side)) }
        }
        for y in down {
            for x in [inner.x, inner.x + inner.width - side] { path.add(polyline: spiral(x, inner.y + band + y, side)) }
        }
        for x in [inner.x, inner.x + inner.width - side] {
            for y in [inner.y, inner.y + inner.height - side] {
                let corner = Box(x, y, side, side)
                path.add(corner)
                path.add(corner.inset(by: side * 0.28))
            }
        }
        return path
    }

    /// Where spirals of that side begin so that they fill the length evenly.
    private func places(_ length: Double, _ side: Double) -> [Double] {
        let count = max(1, (length / (side * 1.35)).rounded())
        guard length > side, count < 1000 else { return [] }
        let pitch = length / count
        return (0..<Int(count)).map { Double($0) * pitch + (pitch - side) / 2 }
    }

    private func spiral(_ x: Double, _ y: Double, _ side: Double) -> [Point] {
        [(0, 4), (0, 0), (4, 0), (4, 4), (1.3, 4), (1.3, 1.3), (2.7, 1.3), (2.7, 2.7)]
            .map { Point(x + $0.0 * side / 4, y + $0.1 * side / 4) }
    }
}

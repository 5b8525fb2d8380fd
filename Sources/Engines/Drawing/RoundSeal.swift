import Foundation
import Kernel

/// The picture of a round official seal (公章): a red ring, a five-pointed star, the body's name on the upper arc and,
/// on special seals, what it is for in a straight line below the star.
public struct RoundSeal: Sendable {
    /// The name on the arc: 开封市行政审批和政务信息管理局.
    public var name: String
    /// Under the star: 行政审批专用章. Empty on a body's own seal.
    public var purpose: String
    /// Millimetres across; municipal departments have 42, national ones more.
    public var diameter: Double

    public init(name: String, purpose: String = "", diameter: Double = 42) {
        (self.name, self.purpose, self.diameter) = (name, purpose, diameter)
    }

    /// A transparent PNG of `diameter` millimetres square, twelve pixels to the millimetre (305 to the inch).
    /// Throws `drawing.measure` for a diameter outside 10...100 mm, `drawing.text_too_long` for a name outside 1...40 letters.
    public func png() throws(Problem) -> [UInt8] { try PNGRenderer.render(page(), resolution: 12, background: nil) }

    func page() throws(Problem) -> LaidOutSheet.Page {
        guard (10...100).contains(diameter) else { throw Problem("drawing.measure", .invalid) }
        guard (1...40).contains(name.count), purpose.count <= 20 else { throw Problem("drawing.text_too_long", .invalid) }
        let setter = TextSetter()
        var marks: [LaidOutSheet.Mark] = [.path(ring), .path(star)]
        marks += try letters(setter).map { .text($0) }
        if !purpose.isEmpty { marks.append(.text(try lowerLine(setter))) }
        return LaidOutSheet.Page(size: Size(diameter, diameter), marks: marks)
    }

    /// Pure red: its edges keep one hue however thin they get, and the picture, which every stamp carries twice, stays small.
    private static let red = Colour(255, 0, 0)
    private var radius: Double { diameter / 2 }
    private var centre: Point { Point(radius, radius) }
    private var ringWidth: Double { diameter * 0.028 }

    private var ring: Path {
        var path = Path(stroke: Stroke(ringWidth, Self.red))
        path.add(circleAt: centre, radius: radius - ringWidth / 2)
        return path
    }

    /// Ten corners; the inner ones lie where the sides of a regular star cross.
    private var star: Path {
        var path = Path(fill: Self.red)
        let outer = diameter / 6
        let inner = outer * sin(.pi / 10) / sin(.pi * 7 / 10)
        path.add(polyline: (0..<10).map { corner in at(Double(corner) * 36, corner.isMultiple(of: 2) ? outer : inner) })
        path.close()
        return path
    }

    /// A point at that distance from the middle; 0 degrees is up, clockwise.
    private func at(_ degrees: Double, _ distance: Double) -> Point {
        Point(centre.x + sin(degrees * .pi / 180) * distance, centre.y - cos(degrees * .pi / 180) * distance)
    }

    /// Every letter turned to face outwards. Seals have tall letters, the narrower the more there are.
    private func letters(_ setter: TextSetter) throws(Problem) -> [SetText] {
        let height = diameter * (name.count > 16 ? 0.105 : 0.128)
        let span = min(purpose.isEmpty ? 270 : 240, Double(name.count - 1) * 26)
        let step = name.count > 1 ? span / Double(name.count - 1) : 0
        let middle = radius - ringWidth - diameter * 0.025 - height / 2
        let room = name.count > 1 ? step * .pi / 180 * middle * 0.92 : height
        let stretch = min(0.78, room / height)
        var texts: [SetText] = []
        for (number, letter) in name.enumerated() {
            let degrees = -span / 2 + step * Double(number)
            let block = TextBlock(String(letter), in: Box(0, 0, 0, 0), font: .boldSong, size: .millimetres(height), colour: Self.red)
            texts.append(try setter.set(block).centred(on: at(degrees, middle), degrees: degrees, stretch: stretch))
        }
        return texts
    }

    private func lowerLine(_ setter: TextSetter) throws(Problem) -> SetText {
        let height = diameter * 0.1
        let box = Box(0, 0, diameter * 2, height)
        let block = TextBlock(purpose, in: box, font: .boldSong, size: .millimetres(height), colour: Self.red, letterSpacing: height * 0.08)
        let set = try setter.set(block)
        let width = set.lines.first?.width ?? height
        let stretch = min(0.85, diameter * 0.62 / width)
        return set.centred(on: Point(centre.x, centre.y + diameter * 0.29), degrees: 0, stretch: stretch)
    }
}

extension SetText {
    /// The first line moved so that its middle lies on a point, and turned about it.
    fileprivate func centred(on point: Point, degrees: Double, stretch: Double) -> SetText {
        guard let line = lines.first else { return self }
        let moved = Line(
            text: line.text, origin: Point(-line.width / 2, TextSetter.drop * size), advances: line.advances, runs: line.runs)
        return SetText(
            font: font, size: size, colour: colour, placement: Placement(point, degrees: degrees, stretch: stretch), lines: [moved])
    }
}

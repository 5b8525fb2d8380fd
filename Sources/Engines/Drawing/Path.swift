/// An outline in millimetres of the page, filled, drawn or both.
public struct Path: Sendable {
    public enum Step: Sendable, Hashable {
        case move(Point)
        case line(Point)
        case curve(Point, Point, Point)
        case close
    }

    public private(set) var steps: [Step] = []
    public var fill: Colour?
    public var stroke: Stroke?

    public init(fill: Colour? = nil, stroke: Stroke? = nil) { (self.fill, self.stroke) = (fill, stroke) }

    public mutating func move(to point: Point) { steps.append(.move(point)) }
    public mutating func line(to point: Point) { steps.append(.line(point)) }
    public mutating func close() { steps.append(.close) }

    public mutating func add(_ box: Box) {
        move(to: Point(box.x, box.y))
        line(to: Point(box.x + box.width, box.y))
        line(to: Point(box.x + box.width, box.y + box.height))
        line(to: Point(box.x, box.y + box.height))
        close()
    }

    public mutating func add(polyline points: [Point]) {
        guard let first = points.first else { return }
        move(to: first)
        points.dropFirst().forEach { line(to: $0) }
    }

    /// A circle of four Bézier arcs, each true to three parts in ten thousand of the radius.
    public mutating func add(circleAt centre: Point, radius r: Double) {
        let c = 0.552_284_75 * r
        func at(_ x: Double, _ y: Double) -> Point { Point(centre.x + x, centre.y + y) }
        move(to: at(r, 0))
        steps.append(.curve(at(r, c), at(c, r), at(0, r)))
        steps.append(.curve(at(-c, r), at(-r, c), at(-r, 0)))
        steps.append(.curve(at(-r, -c), at(-c, -r), at(0, -r)))
        steps.append(.curve(at(c, -r), at(r, -c), at(r, 0)))
        close()
    }
}

/// A place on a page, in millimetres from its top left corner.
public struct Point: Sendable, Hashable {
    public var x: Double, y: Double

    public init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }

    static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
}

/// Width and height in millimetres.
public struct Size: Sendable, Hashable {
    public var width: Double, height: Double

    public init(_ width: Double, _ height: Double) { (self.width, self.height) = (width, height) }

    public static let a4 = Size(210, 297)
    public static let a4Landscape = Size(297, 210)
    public static let a3Landscape = Size(420, 297)
}

/// An upright rectangle in millimetres.
public struct Box: Sendable, Hashable {
    public var x: Double, y: Double, width: Double, height: Double

    public init(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }

    /// A box of that size about a centre: how a seal is placed.
    public init(centre: Point, size: Size) {
        self.init(centre.x - size.width / 2, centre.y - size.height / 2, size.width, size.height)
    }

    public func inset(by margin: Double) -> Box {
        Box(x + margin, y + margin, width - 2 * margin, height - 2 * margin)
    }
}

/// Where and how the coordinates of a piece of text lie on the page: first stretched, then turned, then moved.
public struct Placement: Sendable, Hashable {
    public var origin: Point
    /// Clockwise.
    public var degrees: Double
    /// The width of the letters against their natural width: below 1 for the narrow letters of a seal.
    public var stretch: Double

    public init(_ origin: Point, degrees: Double = 0, stretch: Double = 1) {
        (self.origin, self.degrees, self.stretch) = (origin, degrees, stretch)
    }
}

/// A colour of the screen's RGB, 0 to 255, and how much it covers (0 nothing, 1 all).
public struct Colour: Sendable, Hashable {
    public let red: UInt8, green: UInt8, blue: UInt8
    public let opacity: Double

    public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8, opacity: Double = 1) {
        (self.red, self.green, self.blue, self.opacity) = (red, green, blue, min(1, max(0, opacity)))
    }

    public func opacity(_ opacity: Double) -> Colour { Colour(red, green, blue, opacity: opacity) }

    public static let ink = Colour(26, 26, 26)
    public static let grey = Colour(110, 110, 110)
    public static let white = Colour(255, 255, 255)
    /// The red of the head of official papers (红头) and of marks that stand for a seal.
    public static let sealRed = Colour(214, 0, 15)
    /// The dull gold of a licence's border.
    public static let gold = Colour(176, 141, 72)
}

/// How an outline is drawn.
public struct Stroke: Sendable, Hashable {
    /// Millimetres.
    public var width: Double
    public var colour: Colour

    public init(_ width: Double, _ colour: Colour = .ink) { (self.width, self.colour) = (width, colour) }
}

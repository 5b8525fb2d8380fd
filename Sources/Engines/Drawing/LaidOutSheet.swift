/// A sheet with every decision made: three kinds of marks, each at its place. Renderers need know nothing else.
public struct LaidOutSheet: Sendable {
    public let title: String
    public let pages: [Page]

    public struct Page: Sendable {
        public let size: Size
        public let marks: [Mark]
    }

    public enum Mark: Sendable {
        case text(SetText)
        case path(Path)
        case picture(Picture)
    }
}

/// Text that has been set: its lines, relative to `placement`.
public struct SetText: Sendable {
    public let font: Font
    /// The height of the em square in millimetres, after shrinking.
    public let size: Double
    public let colour: Colour
    public let placement: Placement
    public let lines: [Line]

    public struct Line: Sendable {
        public let text: String
        /// Where the first letter stands on the baseline, in millimetres relative to the placement.
        public let origin: Point
        /// From each letter (Unicode scalar) to the next, and from the last to the line's end: one per scalar.
        public let advances: [Double]
        let runs: [GlyphRun]

        public var width: Double { advances.reduce(0, +) }
    }
}

/// Glyphs of one font, which may be another than was asked for when that one lacks a letter.
struct GlyphRun: Sendable {
    /// The face as Pango describes it, without a size.
    let face: String
    var glyphs: [Glyph]
}

struct Glyph: Sendable {
    let id: UInt32
    /// Millimetres from the line's origin.
    var x: Double
    let y: Double
    /// How many bytes of the line's text it stands for; none when it adds to the glyph before it.
    let bytes: Int
    /// What it takes up itself, without letter spacing.
    var width: Double
}

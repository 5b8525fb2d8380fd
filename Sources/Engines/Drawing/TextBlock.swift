/// A piece of text in a box. Its lines are broken to the box's width by the rules of Chinese typography
/// (no closing mark begins a line) and stand at equal distances.
public struct TextBlock: Sendable {
    public enum Alignment: Sendable {
        case left, centre, right
        /// Both edges straight, but for the last line of a paragraph (两端对齐).
        case justified
        /// Every line spread over the whole width (分散对齐): labels of equal width.
        case distributed
    }

    public enum Anchor: Sendable { case top, middle, bottom }

    public var text: String
    /// The height matters for `anchor` and `shrinks` only; text that is too long runs over the lower edge.
    public var box: Box
    public var font: Font
    public var size: FontSize
    public var colour: Colour
    public var alignment: Alignment
    public var anchor: Anchor
    /// The distance of baselines, as a multiple of the size.
    public var lineHeight: Double
    /// Millimetres added between letters.
    public var letterSpacing: Double
    /// How far each paragraph's first line is pushed in, in letters of this size: 2 in running text.
    public var indent: Double
    /// Makes the letters smaller, down to half, until the text fits the height: for names and scopes of any length.
    public var shrinks: Bool

    public init(
        _ text: String, in box: Box, font: Font = .song, size: FontSize = .four, colour: Colour = .ink,
        alignment: Alignment = .left, anchor: Anchor = .top, lineHeight: Double = 1.5,
        letterSpacing: Double = 0, indent: Double = 0, shrinks: Bool = false
    ) {
        (self.text, self.box, self.font, self.size, self.colour) = (text, box, font, size, colour)
        (self.alignment, self.anchor, self.lineHeight) = (alignment, anchor, lineHeight)
        (self.letterSpacing, self.indent, self.shrinks) = (letterSpacing, indent, shrinks)
    }
}

/// Pale slanting text all over the page: who may use an annotated copy (加注件), for what, until when.
public struct Watermark: Sendable {
    public var text: String
    public var font: Font
    public var size: FontSize
    public var colour: Colour
    /// Clockwise; negative rises to the right.
    public var degrees: Double

    public init(
        _ text: String, font: Font = .hei, size: FontSize = .smallFour,
        colour: Colour = .grey.opacity(0.18), degrees: Double = -30
    ) {
        (self.text, self.font, self.size, self.colour, self.degrees) = (text, font, size, colour, degrees)
    }
}

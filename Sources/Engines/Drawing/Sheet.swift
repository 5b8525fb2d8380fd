/// An official paper as a plain value: what stands where. All lengths are millimetres from the page's top left corner.
/// `SheetLayout` turns it into glyphs and outlines; the renderers only ever draw what that gives, so a PDF, a picture
/// and an OFD file of the same sheet agree to the hair.
public struct Sheet: Sendable {
    /// The document's title, as a reader shows it in its window.
    public var title: String
    public var pages: [Page]

    public init(title: String, pages: [Page]) { (self.title, self.pages) = (title, pages) }

    public struct Page: Sendable {
        public var size: Size
        /// Painted in order: the later ones lie on top.
        public var elements: [Element]

        public init(size: Size = .a4, _ elements: [Element]) { (self.size, self.elements) = (size, elements) }
    }

    public enum Element: Sendable {
        case text(TextBlock)
        case line(from: Point, to: Point, stroke: Stroke)
        case rectangle(Box, fill: Colour? = nil, stroke: Stroke? = nil)
        case picture(Picture)
        case code(QRCode)
        case frame(Frame)
        case watermark(Watermark)
    }
}

/// A picture, stretched to its box. Only PNG is taken: it is the one format both files may carry with transparency.
public struct Picture: Sendable {
    public let png: [UInt8]
    public let box: Box

    public init(png: [UInt8], in box: Box) { (self.png, self.box) = (png, box) }
}

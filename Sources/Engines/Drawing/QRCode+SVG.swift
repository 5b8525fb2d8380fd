import Kernel

extension QRCode {
    /// The code as an image for a page, with the quiet zone of four modules that readers need.
    /// - Parameter label: What it leads to, for those who hear the page.
    /// - Throws: as `path()`.
    public static func svg(_ payload: String, label: String) throws(Problem) -> String {
        let outline = try QRCode(payload, at: Point(0, 0), side: side).path().steps.map(written).joined()
        let width = side + 2 * quiet, name = escapeHTML(label)
        return """
            <svg class="qr" viewBox="\(-quiet) \(-quiet) \(width) \(width)" role="img" aria-label="\(name)" shape-rendering="crispEdges">\
            <path d="M\(-quiet) \(-quiet)h\(width)v\(width)H\(-quiet)z" fill="#fff"/><path d="\(outline)" fill="#000"/></svg>
            """
    }

    /// A symbol has at least 21 modules, so a fifth of the side is always four of them.
    private static let side = 100.0, quiet = 20.0

    private static func written(_ step: Path.Step) -> String {
        switch step {
        case .move(let point): "M\(short(point.x)) \(short(point.y))"
        // The modules of a code are rectangles; there is no curve among them.
        case .line(let point), .curve(_, _, let point): "L\(short(point.x)) \(short(point.y))"
        case .close: "Z"
        }
    }

    /// Two decimals are finer than any screen.
    private static func short(_ number: Double) -> Double { (number * 100).rounded() / 100 }
}

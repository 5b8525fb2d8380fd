import Drawing
import HTTPTypes
import Hummingbird
import Web

/// A QR code as SVG within a page, with the quiet zone of four modules that readers need.
enum QRCodeHTML {
    /// - Parameter label: What it leads to, for those who hear the page.
    static func draw(_ payload: String, label: String) throws -> SafeHTML {
        let side = 100.0, quiet = 12.0
        let path = try QRCode(payload, at: Point(0, 0), side: side).path()
        let data = path.steps.map(written).joined()
        let width = side + 2 * quiet, box = "\(-quiet) \(-quiet) \(width) \(width)"
        return SafeHTML("""
            <svg class="qr" viewBox="\(box)" role="img" aria-label="\(escapeHTML(label))" shape-rendering="crispEdges">\
            <path d="M\(-quiet) \(-quiet)h\(width)v\(width)H\(-quiet)z" fill="#fff"/><path d="\(data)" fill="#000"/></svg>
            """)
    }

    private static func written(_ step: Path.Step) -> String {
        switch step {
        case .move(let point): "M\(short(point.x)) \(short(point.y))"
        case .line(let point): "L\(short(point.x)) \(short(point.y))"
        case .curve(let a, let b, let end): "C\(short(a.x)) \(short(a.y)) \(short(b.x)) \(short(b.y)) \(short(end.x)) \(short(end.y))"
        case .close: "Z"
        }
    }

    /// Two decimals are finer than any screen.
    private static func short(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }
}

extension Request {
    /// The address under which the visitor reached us.
    var publicAddress: String { "\(head.scheme ?? "http")://\(head.authority ?? "localhost")" }
}

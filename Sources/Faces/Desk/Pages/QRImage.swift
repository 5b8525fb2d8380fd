import Drawing
import Kernel
import Web

/// A QR code as a drawing for a page.
enum QRImage {
    /// `label` says in words where it leads.
    static func svg(_ payload: String, label: String) throws -> SafeHTML {
        let path = try QRCode(payload, at: Point(0, 0), side: side).path()
        let outline = path.steps.map { step in
            switch step {
            case .move(let point): "M\(written(point))"
            case .line(let point): "L\(written(point))"
            case .curve(_, _, let point): "L\(written(point))"
            case .close: "Z"
            }
        }.joined()
        // Four modules of quiet around it; a symbol has at least 21, so a fifth of the side is always enough.
        let box = "\(-side / 5) \(-side / 5) \(side * 7 / 5) \(side * 7 / 5)"
        return SafeHTML("""
            <svg class="qr" viewBox="\(box)" role="img" aria-label="\(escapeHTML(label))" shape-rendering="crispEdges">\
            <path d="\(outline)"/></svg>
            """)
    }

    private static let side = 100.0

    private static func written(_ point: Point) -> String { "\(hundredths(point.x)) \(hundredths(point.y))" }

    private static func hundredths(_ number: Double) -> Double { (number * 100).rounded() / 100 }
}

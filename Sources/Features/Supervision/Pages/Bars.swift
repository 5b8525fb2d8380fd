import Kernel
import Standards
import Web

/// Bar charts, drawn on the server. They carry no text: what they show stands beside or under them in a table.
enum Bars {
    /// One line, a stretch of it for each part, as long as its share of `whole`.
    static func line(_ parts: [(colour: String, count: Int)], of whole: Int) -> SafeHTML {
        var x = 0.0, rects = ""
        for part in parts where part.count > 0 {
            let width = Double(part.count) / Double(max(whole, 1)) * 120
            rects += rect(x: x, y: 0, width: max(width, 1), height: 10, part.colour)
            x += max(width, 1)
        }
        return SafeHTML("<svg width=\"120\" height=\"10\" viewBox=\"0 0 120 10\" aria-hidden=\"true\">\(rects)</svg>")
    }

    /// A column for each of a row of days: below what was in time, above it what was late.
    static func columns(_ days: [(onTime: Int, late: Int)], label: String) -> SafeHTML {
        let highest = Double(max(days.map { $0.onTime + $0.late }.max() ?? 0, 1)), step = 600 / Double(max(days.count, 1))
        var rects = rect(x: 0, y: 120, width: 600, height: 1, Colour.line)
        for (place, day) in days.enumerated() {
            let low = Double(day.onTime) / highest * 116, high = Double(day.late) / highest * 116
            let x = Double(place) * step + step * 0.15
            if day.onTime > 0 { rects += rect(x: x, y: 120 - low, width: step * 0.7, height: low, Colour.action) }
            if day.late > 0 { rects += rect(x: x, y: 120 - low - high, width: step * 0.7, height: high, Colour.seal) }
        }
        return SafeHTML("<svg class=\"chart\" viewBox=\"0 0 600 121\" role=\"img\" aria-label=\"\(escapeHTML(label))\">\(rects)</svg>")
    }

    private static func rect(x: Double, y: Double, width: Double, height: Double, _ colour: String) -> String {
        "<rect x=\"\(short(x))\" y=\"\(short(y))\" width=\"\(short(width))\" height=\"\(short(height))\" fill=\"\(colour)\"/>"
    }

    /// One decimal is finer than a screen shows.
    private static func short(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }

    /// The tokens of the stylesheet; drawings have no stylesheet of their own.
    enum Colour {
        static let action = "#0b5b70", line = "#7f9098"
        static let seal = "#b3242b", amber = "#e0a100", pale = "#f0cf7a", green = "#1f6a43", blue = "#2a5fa5"

        static func of(_ lamp: Lamp) -> String {
            switch lamp {
            case .red, .late: seal
            case .yellow: amber
            case .warning: pale
            case .green, .done: green
            case .blue: blue
            }
        }
    }
}

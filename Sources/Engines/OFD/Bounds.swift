import Drawing
import Foundation

extension SetText {
    /// The box around these lines on the page, letters' full height included: readers cut off what lies outside.
    func bounds(of lines: [Line]) -> Box {
        let left = lines.map(\.origin.x).min() ?? 0
        let right = lines.map { $0.origin.x + $0.width }.max() ?? 0
        let top = (lines.map(\.origin.y).min() ?? 0) - size * 1.2
        let bottom = (lines.map(\.origin.y).max() ?? 0) + size * 0.4
        return Box(placement.origin.x + left - size * 0.1, placement.origin.y + top, right - left + size * 0.2, bottom - top)
    }
}

extension Placement {
    /// `a b c d e f`, as in PDF but with y downwards (8.5, CTM).
    var matrix: String {
        let angle = degrees * .pi / 180
        return Measure.text(cos(angle) * stretch, sin(angle) * stretch, -sin(angle), cos(angle), origin.x, origin.y)
    }
}

extension Path {
    /// The box around the outline, half the line's width and its corners included.
    var bounds: Box {
        var left = Double.infinity, top = Double.infinity, right = -Double.infinity, bottom = -Double.infinity
        for step in steps {
            for point in step.points {
                (left, right) = (min(left, point.x), max(right, point.x))
                (top, bottom) = (min(top, point.y), max(bottom, point.y))
            }
        }
        guard left <= right else { return Box(0, 0, 0, 0) }
        let margin = stroke?.width ?? 0
        return Box(left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin)
    }

    /// 9.3, AbbreviatedData: M move, L line, B cubic curve, C close.
    func abbreviated(from origin: Point) -> [UInt8] {
        var measure = Measure()
        for step in steps {
            measure.letter(step.letter)
            for point in step.points {
                measure.append(point.x - origin.x)
                measure.append(point.y - origin.y)
            }
        }
        return measure.bytes
    }
}

extension Path.Step {
    fileprivate var letter: Unicode.Scalar {
        switch self {
        case .move: "M"
        case .line: "L"
        case .curve: "B"
        case .close: "C"
        }
    }

    fileprivate var points: [Point] {
        switch self {
        case .move(let point), .line(let point): [point]
        case .curve(let first, let second, let end): [first, second, end]
        case .close: []
        }
    }
}

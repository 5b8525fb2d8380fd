import Kernel
import Standards
import Web

/// Figures by department, or by area: each leads to the cases behind it.
struct FigureTable {
    struct Cell {
        /// The column's name, and the lamp's class.
        let label: String, lamp: String
        let count: String, path: String
        let isNone: Bool
    }

    struct Line {
        let name: String, path: String
        let barHTML: SafeHTML
        let open: String
        let cells: [Cell]
        let rate: String
        /// Where the late ones are, when there are any.
        let latePath: String, hasLate: Bool
    }

    let id: String, title: String, first: String
    let columns: [String]
    let lines: [Line]
    let hasLines: Bool

    /// The lights that have a column of their own; the green ones are the rest.
    private static let shown: [Lamp] = [.red, .yellow, .warning, .blue]

    /// - Parameters:
    ///   - key: the department's or area's code in a figure.
    ///   - filter: what leads to the cases of a code.
    init(
        _ id: String, _ today: Today, by key: (String, String) -> String, name: (String) -> String, filter: (String) -> LightFilter,
        gravestFirst: Bool, _ context: TongbanContext
    ) {
        var counts: [String: [Lamp: Int]] = [:], closed: [String: (all: Int, onTime: Int)] = [:]
        for figure in today.counts { counts[key(figure.body, figure.area), default: [:]][figure.lamp, default: 0] += figure.count }
        for figure in today.closed {
            let before = closed[key(figure.body, figure.area)] ?? (0, 0)
            closed[key(figure.body, figure.area)] = (before.all + figure.closed, before.onTime + figure.onTime)
        }
        let open = counts.mapValues { $0.values.reduce(0, +) }, most = open.values.max() ?? 0
        let order: (String) -> [Int] = { code in
            gravestFirst ? [counts[code]?[.red], counts[code]?[.yellow], open[code]].map { -($0 ?? 0) } : []
        }
        let codes = Set(counts.keys).union(closed.keys).sorted { a, b in
            order(a) == order(b) ? a < b : order(a).lexicographicallyPrecedes(order(b))
        }
        (self.id, title, first) = (id, context.text("supervision.by_\(id)"), context.text("supervision.column.\(id)"))
        columns = Self.shown.map(context.word)
        hasLines = !codes.isEmpty
        lines = codes.map { code in
            let lamps = counts[code] ?? [:], done = closed[code] ?? (0, 0), filter = filter(code)
            return Line(
                name: name(code), path: filter.path(),
                barHTML: Bars.line(Lamp.open.map { (Bars.Colour.of($0), lamps[$0] ?? 0) }, of: most),
                open: grouped(open[code] ?? 0),
                cells: Self.shown.map { lamp in
                    var filter = filter
                    filter.lamp = lamp
                    let count = lamps[lamp] ?? 0
                    return Cell(
                        label: context.word(lamp), lamp: lamp.colour, count: grouped(count), path: filter.path(), isNone: count == 0)
                },
                rate: percentage(done.onTime, of: done.all),
                latePath: LightFilter(body: filter.body, area: filter.area, lamp: .late).path(), hasLate: done.onTime < done.all)
        }
    }
}

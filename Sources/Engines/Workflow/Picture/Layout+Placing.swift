extension Layout.Sheet {
    static let padding = 24.0
    /// Above what is in a sub-process: its name.
    static let heading = 36.0
    private static let columnGap = 84.0
    private static let rowGap = 52.0

    /// Puts columns and rows on paper and draws the flows between them.
    init(_ definition: ProcessDefinition, _ grid: Columns, _ inner: [Int: Layout.Sheet], size: (Int) -> (width: Double, height: Double)) {
        let nodes = grid.columns.flatMap { $0 }.compactMap(\.node)
        // Flows back go over the top, one lane each.
        let top = Double(grid.back.count) * 14
        let widths = grid.columns.map { $0.compactMap(\.node).map { size($0).width }.max() ?? 36 }
        var heights = [Double](repeating: 36, count: (grid.row.values.max() ?? 0) + 1)
        for node in nodes { if let row = grid.row[.init(node: node)] { heights[row] = max(heights[row], size(node).height) } }
        let left = widths.indices.map { widths[..<$0].reduce(0, +) + Double($0) * Self.columnGap }
        let rowTop = heights.indices.map { top + heights[..<$0].reduce(0, +) + Double($0) * Self.rowGap }

        for (column, stops) in grid.columns.enumerated() {
            for node in stops.compactMap(\.node) {
                let (width, height) = size(node), row = grid.row[.init(node: node)] ?? 0
                let x = left[column] + (widths[column] - width) / 2, y = rowTop[row] + (heights[row] - height) / 2
                place(definition, node, Diagram.Box(x: x, y: y, width: width, height: height), inner[node])
            }
        }
        let gaps = widths.indices.map { left[$0] + widths[$0] + Self.columnGap / 2 }
        let middle = heights.indices.map { rowTop[$0] + heights[$0] / 2 }
        for (flow, stops) in grid.stops.sorted(by: { $0.key < $1.key }) {
            connect(definition, flow, stops.compactMap { grid.row[$0] }.map { middle[$0] }, gaps)
        }
        for (lane, flow) in grid.back.sorted().enumerated() { lead(back: flow, definition, y: top - Double(lane + 1) * 14, gaps) }
        width = (left.last ?? 0) + (widths.last ?? 0)
        height = (rowTop.last ?? 0) + (heights.last ?? 0)
    }

    mutating func add(below node: Int, _ definition: ProcessDefinition, _ size: (width: Double, height: Double), _ inner: Layout.Sheet?) {
        place(definition, node, Diagram.Box(x: 0, y: height + Self.rowGap, width: size.width, height: size.height), inner)
        (width, height) = (max(width, size.width), height + Self.rowGap + size.height)
    }

    private mutating func place(_ definition: ProcessDefinition, _ node: Int, _ box: Diagram.Box, _ inner: Layout.Sheet?) {
        diagram.shapes[definition.nodes[node].id] = box
        for (number, boundary) in definition.nodes[node].boundaries.enumerated() {
            diagram.shapes[definition.nodes[boundary].id] = Diagram.Box(
                x: box.x + 10 + Double(number) * 62, y: box.bottom - 15, width: 30, height: 30
            )
        }
        guard let inner else { return }
        let (dx, dy) = (box.x + Self.padding, box.y + Self.heading)
        for (id, shape) in inner.diagram.shapes {
            diagram.shapes[id] = Diagram.Box(x: shape.x + dx, y: shape.y + dy, width: shape.width, height: shape.height)
        }
        for (id, points) in inner.diagram.edges {
            diagram.edges[id] = points.map { Diagram.Point(x: $0.x + dx, y: $0.y + dy) }
        }
    }

    /// Level in each column, up or down between columns.
    private mutating func connect(_ definition: ProcessDefinition, _ flow: Int, _ levels: [Double], _ gaps: [Double]) {
        let source = definition.nodes[definition.flows[flow].source]
        guard let from = diagram.shapes[source.id], let to = shape(definition, definition.flows[flow].target) else { return }
        let first = gaps.firstIndex { $0 > from.centre.x } ?? 0
        var points = leaving(source, from, by: gaps[first], definition)
        var level = points[points.count - 1].y
        for (hop, next) in (levels + [to.centre.y]).enumerated() {
            if next != level, first + hop < gaps.count {
                points += [Diagram.Point(x: gaps[first + hop], y: level), Diagram.Point(x: gaps[first + hop], y: next)]
            }
            level = next
        }
        diagram.edges[definition.flows[flow].id] = points + [Diagram.Point(x: to.x, y: to.centre.y)]
    }

    /// From the right; from a boundary event downwards, then past the activity.
    private func leaving(_ source: FlowNode, _ from: Diagram.Box, by gap: Double, _ definition: ProcessDefinition) -> [Diagram.Point] {
        guard case .boundary(_, let host, _) = source.kind else { return [Diagram.Point(x: from.right, y: from.centre.y)] }
        let number = definition.nodes[host].boundaries.firstIndex { definition.nodes[$0].id == source.id } ?? 0
        let level = from.bottom + 8 + Double(number % 4) * 6
        return [Diagram.Point(x: from.centre.x, y: from.bottom), Diagram.Point(x: from.centre.x, y: level), Diagram.Point(x: gap, y: level)]
    }

    private mutating func lead(back flow: Int, _ definition: ProcessDefinition, y: Double, _ gaps: [Double]) {
        let source = definition.nodes[definition.flows[flow].source]
        guard let from = diagram.shapes[source.id], let to = shape(definition, definition.flows[flow].target) else { return }
        // Beside the line by which flows forward go down.
        let gap = (gaps.first { $0 > from.centre.x } ?? from.right) - 20
        var points = leaving(source, from, by: gap, definition)
        if let last = points.last, last.x != gap { points.append(Diagram.Point(x: gap, y: last.y)) }
        points += [Diagram.Point(x: gap, y: y), Diagram.Point(x: to.centre.x, y: y), Diagram.Point(x: to.centre.x, y: to.y)]
        diagram.edges[definition.flows[flow].id] = points
    }

    private func shape(_ definition: ProcessDefinition, _ node: Int) -> Diagram.Box? { diagram.shapes[definition.nodes[node].id] }
}

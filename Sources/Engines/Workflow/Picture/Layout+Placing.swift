extension Layout.Sheet {
    static let padding = 24.0
    /// Above what is in a sub-process: its name.
    static let heading = 36.0
    private static let columnGap = 52.0
    private static let rowGap = 44.0

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
                let box = Diagram.Box(
                    x: left[column] + (widths[column] - width) / 2, y: rowTop[row] + (heights[row] - height) / 2, width: width, height: height
                )
                place(definition, node, box, inner[node])
            }
        }
        let gaps = widths.indices.map { left[$0] + widths[$0] + Self.columnGap / 2 }
        let middle = heights.indices.map { rowTop[$0] + heights[$0] / 2 }
        for (flow, stops) in grid.stops.sorted(by: { $0.key < $1.key }) { connect(definition, flow, stops.compactMap { grid.row[$0] }.map { middle[$0] }, gaps) }
        for (lane, flow) in grid.back.sorted().enumerated() { lead(back: flow, definition, y: top - Double(lane + 1) * 14, gaps) }
        width = (left.last ?? 0) + (widths.last ?? 0)
        height = (rowTop.last ?? 0) + (heights.last ?? 0)
    }

    private mutating func place(_ definition: ProcessDefinition, _ node: Int, _ box: Diagram.Box, _ inner: Layout.Sheet?) {
        diagram.shapes[definition.nodes[node].id] = box
        for (number, boundary) in definition.nodes[node].boundaries.enumerated() {
            diagram.shapes[definition.nodes[boundary].id] = Diagram.Box(
                x: box.x + 12 + Double(number) * 42, y: box.bottom - 15, width: 30, height: 30
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
        guard let from = diagram.shapes[source.id], let to = diagram.shapes[definition.nodes[definition.flows[flow].target].id] else { return }
        let isBoundary = if case .boundary = source.kind { true } else { false }
        let first = gaps.firstIndex { $0 > from.centre.x } ?? 0
        var points = isBoundary ? [Diagram.Point(x: from.centre.x, y: from.bottom)] : [Diagram.Point(x: from.right, y: from.centre.y)]
        var level = points[0].y
        for (hop, next) in (levels + [to.centre.y]).enumerated() {
            if isBoundary, hop == 0, next > from.bottom {
                points.append(Diagram.Point(x: from.centre.x, y: next))
            } else if next != level, first + hop < gaps.count {
                points += [Diagram.Point(x: gaps[first + hop], y: level), Diagram.Point(x: gaps[first + hop], y: next)]
            }
            level = next
        }
        diagram.edges[definition.flows[flow].id] = points + [Diagram.Point(x: to.x, y: to.centre.y)]
    }

    private mutating func lead(back flow: Int, _ definition: ProcessDefinition, y: Double, _ gaps: [Double]) {
        let source = definition.nodes[definition.flows[flow].source]
        guard let from = diagram.shapes[source.id], let to = diagram.shapes[definition.nodes[definition.flows[flow].target].id] else { return }
        var points = [Diagram.Point(x: from.centre.x, y: from.y)]
        if case .boundary = source.kind {
            let gap = gaps.first { $0 > from.right } ?? from.right
            points = [Diagram.Point(x: from.centre.x, y: from.bottom), Diagram.Point(x: from.centre.x, y: from.bottom + 12)]
            points += [Diagram.Point(x: gap, y: from.bottom + 12), Diagram.Point(x: gap, y: y)]
        } else {
            points.append(Diagram.Point(x: from.centre.x, y: y))
        }
        points += [Diagram.Point(x: to.centre.x, y: y), Diagram.Point(x: to.centre.x, y: to.y)]
        diagram.edges[definition.flows[flow].id] = points
    }
}

import Decimals

/// DMN 1.5, table 71: what is asked of lists.
extension Builtin {
    static let lists: [Builtin] = [
        Builtin("list contains", "list: list, element: Any") { a in a.list(0).map { .boolean($0.contains(a[1])) } },
        Builtin("count", "list: list") { a in a.list(0).map { .number($0.count) } },
        Builtin("sublist", "list: list, start position: number, length?: number") { a in
            guard let list = a.list(0), let (start, count) = a.part(of: list.count) else { return nil }
            return .list(Array(list[start..<start + count]))
        },
        Builtin("reverse", "list: list") { a in a.list(0).map { .list($0.reversed()) } },
        Builtin("index of", "list: list, match: Any") { a in
            a.list(0).map { list in .list(list.indices.filter { list[$0] == a[1] }.map { .number($0 + 1) }) }
        },
        Builtin("distinct values", "list: list") { a in a.list(0).flatMap { distinct($0, a.evaluation) }.map(Value.list) },
        Builtin("union", "list...: list") { a in a.joinedLists.flatMap { distinct($0, a.evaluation) }.map(Value.list) },
        Builtin("flatten", "list: list") { a in a.list(0).map { .list(flat($0, a.evaluation)) } },
        Builtin("sort", "list: list, precedes: function", sorted),
    ]

    static func distinct(_ list: [Value], _ evaluation: Evaluation) -> [Value]? {
        var kept: [Value] = []
        for value in list {
            guard evaluation.spend(kept.count * value.weight(within: 1000)) else { return nil }
            if !kept.contains(value) { kept.append(value) }
        }
        return kept
    }

    private static func flat(_ list: [Value], _ evaluation: Evaluation) -> [Value] {
        guard evaluation.spend(list.count) else { return [] }
        return list.flatMap { $0.list.map { flat($0, evaluation) } ?? [$0] }
    }

    /// A merge sort: it keeps the order of equals, and comes to an end whatever the function answers.
    @Sendable private static func sorted(_ a: Arguments) -> Value? {
        guard let list = a.list(0), let precedes = a[1].function else { return nil }
        return mergeSorted(list) { a.evaluation.call(precedes, [$0, $1]).boolean }.map(Value.list)
    }

    /// `nil` when two can't be put in order.
    private static func mergeSorted(_ list: [Value], _ precedes: (Value, Value) -> Bool?) -> [Value]? {
        guard list.count > 1 else { return list }
        let middle = list.count / 2
        guard let left = mergeSorted(Array(list[..<middle]), precedes),
              let right = mergeSorted(Array(list[middle...]), precedes) else { return nil }
        var merged: [Value] = [], (i, j) = (0, 0)
        while i < left.count, j < right.count {
            guard let isRightFirst = precedes(right[j], left[i]) else { return nil }
            merged.append(isRightFirst ? right[j] : left[i])
            if isRightFirst { j += 1 } else { i += 1 }
        }
        return merged + left[i...] + right[j...]
    }
}

extension Arguments {
    /// Lists one after another; what is no list counts as a list of itself.
    var joinedLists: [Value]? {
        guard let lists = list(values.count - 1), !lists.contains(where: \.isNull) else { return nil }
        let count = lists.reduce(0) { $0 + ($1.list?.count ?? 1) }
        guard count <= evaluation.limits.listLength, evaluation.spend(count) else { return nil }
        return lists.flatMap { $0.elements ?? [] }
    }

    /// Where a part begins, counted from 0, and how long it is; the start is counted from 1, or from the end below zero.
    func part(of total: Int) -> (start: Int, count: Int)? {
        guard let start = integer(1), start != 0, start.magnitude <= total else { return nil }
        let first = start > 0 ? start - 1 : total + start
        guard count == 3 else { return (first, total - first) }
        guard let length = integer(2), length >= 1, length <= total - first else { return nil }
        return (first, length)
    }

    /// A place in a list, counted from 0, of one counted from 1 or from the end.
    func place(_ argument: Int, in total: Int) -> Int? {
        guard let place = integer(argument), place != 0, place.magnitude <= total else { return nil }
        return place > 0 ? place - 1 : total + place
    }
}

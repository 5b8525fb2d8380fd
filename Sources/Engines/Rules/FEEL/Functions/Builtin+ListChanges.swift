/// DMN 1.5, table 71: new lists from old.
extension Builtin {
    static let listChanges: [Builtin] = [
        Builtin("append", "list: list, item...: Any") { a in
            guard let list = a.list(0), let items = a.list(1) else { return nil }
            return .list(list + items)
        },
        Builtin("concatenate", "list...: list") { a in a.joinedLists.map(Value.list) },
        Builtin("insert before", "list: list, position: number, newItem: Any") { a in
            guard var list = a.list(0), let place = a.place(1, in: list.count) else { return nil }
            list.insert(a[2], at: place)
            return .list(list)
        },
        Builtin("remove", "list: list, position: number") { a in
            guard var list = a.list(0), let place = a.place(1, in: list.count) else { return nil }
            list.remove(at: place)
            return .list(list)
        },
        Builtin("list replace", "list: list, position: number, newItem: Any") { a in
            guard var list = a.list(0), let place = a.place(1, in: list.count) else { return nil }
            list[place] = a[2]
            return .list(list)
        },
        Builtin("list replace", "list: list, match: function, newItem: Any") { a in
            guard let list = a.list(0), let match = a[1].function, match.parameters.count == 2 else { return nil }
            var replaced: [Value] = []
            for element in list {
                guard let isMatch = a.evaluation.call(match, [element, a[2]]).boolean else { return nil }
                replaced.append(isMatch ? a[2] : element)
            }
            return .list(replaced)
        },
    ]
}

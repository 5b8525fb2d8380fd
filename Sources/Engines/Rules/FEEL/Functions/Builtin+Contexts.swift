/// DMN 1.5, table 77.
extension Builtin {
    static let contexts: [Builtin] = [
        Builtin("get value", "m: context, key: string") { a in
            guard let context = a.context(0), let key = a.string(1) else { return nil }
            return context[key]
        },
        Builtin("get value", "context: context, keys: list") { a in
            guard let keys = a.list(1)?.compactMap(\.string), keys.count == a[1].list?.count else { return nil }
            return keys.reduce(.some(a[0])) { $0?.context?[$1] }
        },
        Builtin("get entries", "m: context") { a in
            a.context(0).map { .list($0.pairs.map { .context(["key": .string($0.name), "value": $0.value]) }) }
        },
        Builtin("context", "entries: list", contextOfEntries),
        Builtin("context put", "context: context, key: string, value: Any") { a in
            guard let context = a.context(0), let key = a.string(1) else { return nil }
            return put([key][...], a[2], into: context).map(Value.context)
        },
        Builtin("context put", "context: context, keys: list, value: Any") { a in
            guard let context = a.context(0), let keys = a.list(1)?.compactMap(\.string), keys.count == a[1].list?.count else { return nil }
            return put(keys[...], a[2], into: context).map(Value.context)
        },
        Builtin("context merge", "contexts: list") { a in
            guard let contexts = a.list(0)?.compactMap(\.context), contexts.count == a[0].list?.count else { return nil }
            return .context(Context(contexts.flatMap(\.pairs).map { ($0.name, $0.value) }))
        },
    ]

    /// Entries are contexts with `key` and `value`; no key comes twice.
    @Sendable private static func contextOfEntries(_ a: Arguments) -> Value? {
        guard let entries = a.list(0) else { return nil }
        var context = Context()
        for entry in entries {
            guard let pair = entry.context, let key = pair["key"]?.string, let value = pair["value"] else { return nil }
            guard context[key] == nil else { return nil }
            context[key] = value
        }
        return .context(context)
    }

    /// Puts a value where a row of keys leads; on the way every value is a context.
    private static func put(_ keys: ArraySlice<String>, _ value: Value, into context: Context) -> Context? {
        guard let key = keys.first, keys.count <= 50 else { return nil }
        var changed = context
        if keys.count == 1 {
            changed[key] = value
            return changed
        }
        guard let inner = context[key]?.context, let put = put(keys.dropFirst(), value, into: inner) else { return nil }
        changed[key] = .context(put)
        return changed
    }
}

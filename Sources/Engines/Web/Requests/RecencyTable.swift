/// A table of bounded size that forgets what wasn't used for longest. Looking up, writing and forgetting take the same time however
/// much it holds.
struct RecencyTable<Key: Hashable, Value> {
    private struct Slot { var key: Key, value: Value, newer: Int? = nil, older: Int? = nil }

    private let bound: Int
    private var slots: [Slot] = []
    private var places: [Key: Int] = [:]
    private var newest: Int?, oldest: Int?

    init(bound: Int) { self.bound = max(1, bound) }

    var count: Int { slots.count }

    /// Reading leaves the order as it is; writing makes an entry the newest.
    subscript(key: Key) -> Value? { places[key].map { slots[$0].value } }

    mutating func set(_ key: Key, _ value: Value) {
        if let place = places[key] {
            slots[place].value = value
            unlink(place)
            link(place)
        } else if slots.count < bound {
            slots.append(Slot(key: key, value: value))
            places[key] = slots.count - 1
            link(slots.count - 1)
        } else if let place = oldest {
            places[slots[place].key] = nil
            unlink(place)
            slots[place] = Slot(key: key, value: value)
            places[key] = place
            link(place)
        }
    }

    /// Changes every value where it stands.
    mutating func update(_ body: (Key, inout Value) -> Void) {
        for place in slots.indices { body(slots[place].key, &slots[place].value) }
    }

    private mutating func unlink(_ place: Int) {
        let (newer, older) = (slots[place].newer, slots[place].older)
        if let newer { slots[newer].older = older } else { newest = older }
        if let older { slots[older].newer = newer } else { oldest = newer }
    }

    private mutating func link(_ place: Int) {
        (slots[place].newer, slots[place].older) = (nil, newest)
        if let newest { slots[newest].newer = place } else { oldest = place }
        newest = place
    }
}

import Cases
import Kernel

/// Something that will happen.
enum Event: Sendable {
    /// A citizen wants something.
    case arrival(citizen: Int)
    /// He comes to a window for an item.
    case visit(citizen: Int, item: String)
    /// He goes on with a draft and hands it in.
    case finish(citizen: Int, draft: ID<Draft>, asCompany: Bool)
    case supply(citizen: Int, ID<Case>)
    case withdraw(citizen: Int, ID<Case>)
    /// One of the staff looks at his list.
    case turn(worker: Int)
}

/// What will happen, in order; what is due at the same instant in the order in which it was noted.
struct Agenda {
    private var entries: [(at: Timestamp, event: Event)] = []

    mutating func note(_ event: Event, at instant: Timestamp) {
        var low = 0, high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].at <= instant { low = middle + 1 } else { high = middle }
        }
        entries.insert((instant, event), at: low)
    }

    /// Takes the next event that is due before that instant.
    mutating func next(before end: Timestamp) -> (at: Timestamp, event: Event)? {
        guard let first = entries.first, first.at < end else { return nil }
        return entries.removeFirst()
    }
}

import Kernel
import Standards
import Storage

/// What a batch of changes does to the figures: gathered while the lights are written, and written once at the end.
struct Tally {
    private struct Place: Hashable { let body: String, area: String, lamp: Lamp }
    private struct Day: Hashable { let date: LocalDate, body: String, area: String }

    private var lights: [Place: Int] = [:]
    private var closed: [Day: (all: Int, onTime: Int)] = [:]

    /// Counts that a light took the place of another, or came new.
    mutating func note(_ light: CaseLight, after old: CaseLight?) {
        if let old, old.isOpen { lights[Place(body: old.body, area: old.area, lamp: old.lamp), default: 0] -= 1 }
        if light.isOpen { lights[Place(body: light.body, area: light.area, lamp: light.lamp), default: 0] += 1 }
        if old?.isOpen ?? true, let date = light.closedOn, light.isDecided {
            let day = Day(date: date, body: light.body, area: light.area)
            let before = closed[day] ?? (0, 0)
            closed[day] = (before.all + 1, before.onTime + (light.lamp == .late ? 0 : 1))
        }
    }

    func write(_ tx: any Transaction) throws {
        for (place, change) in lights where change != 0 {
            try tx.send("""
                INSERT INTO light_count (body, area, colour, n) VALUES (\(place.body), \(place.area), \(place.lamp.rawValue), \(change))
                ON CONFLICT (body, area, colour) DO UPDATE SET n = light_count.n + excluded.n
                """)
        }
        for (day, count) in closed {
            try tx.send("""
                INSERT INTO light_closed (day, body, area, closed, on_time)
                VALUES (\(day.date), \(day.body), \(day.area), \(count.all), \(count.onTime))
                ON CONFLICT (day, body, area) DO UPDATE SET
                    closed = light_closed.closed + excluded.closed, on_time = light_closed.on_time + excluded.on_time
                """)
        }
    }
}

import CPostgres
import Glibc

/// Wakes a thread that waits for a socket: a file that becomes readable (eventfd).
final class Alarm: Sendable {
    let file = tongban_alarm()

    deinit { close(file) }

    func ring() { tongban_alarm_ring(file) }

    /// Waits for nothing else. Whether it was rung.
    @discardableResult
    func wait(atMost milliseconds: Int32) -> Bool {
        var source = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        let isRung = poll(&source, 1, milliseconds) > 0
        clear()
        return isRung
    }

    func clear() { tongban_alarm_clear(file) }
}

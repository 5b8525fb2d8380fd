/// By when the other end of a connection must have done something. A value: it is told what happens and when, and knows neither clock
/// nor socket. What we ourselves take our time for never counts against the client.
struct Pace {
    typealias Instant = ContinuousClock.Instant

    private let limits: ConnectionLimits
    private var reading: Reading
    /// Requests whose head is here and whose answer isn't out yet.
    private var unanswered = 0
    /// Since when bytes are asked for that haven't come.
    private var asked: Instant?
    /// What is on its way to the client, and since when nothing of it has got through.
    private var sending = (parts: 0, bytes: 0, since: Instant?.none)

    private enum Reading {
        case head(until: Instant)
        case body(Body)
    }

    private struct Body {
        var bytes = 0, waited = Duration.zero
        /// When the answer went out before the request was all here: it is listened to a little longer, so that the client can read
        /// the answer, but not for ever.
        var until: Instant?
    }

    init(_ limits: ConnectionLimits, openedAt now: Instant) {
        (self.limits, reading) = (limits, .head(until: now + limits.head))
    }

    /// `nil` while it is for us to go on.
    var deadline: Instant? { [readingDeadline, sendingDeadline].compactMap { $0 }.min() }

    private var readingDeadline: Instant? {
        switch reading {
        case .head(let until): return unanswered == 0 ? until : nil
        case .body(let body):
            guard let asked else { return body.until }
            let patience = min(limits.progress, limits.progress + time(for: body.bytes) - body.waited)
            return min(asked + patience, body.until ?? asked + patience)
        }
    }

    private var sendingDeadline: Instant? { sending.since.map { $0 + limits.progress + time(for: sending.bytes) } }

    private func time(for bytes: Int) -> Duration { .seconds(Double(bytes) / Double(max(1, limits.bytesPerSecond))) }
}

// MARK: - What happens

extension Pace {
    /// We want more bytes.
    mutating func ask(at now: Instant) { if asked == nil { asked = now } }

    /// What had come is read.
    mutating func pause() { asked = nil }

    mutating func receiveHead(at now: Instant) {
        unanswered += 1
        reading = .body(Body())
        if asked != nil { asked = now }
    }

    mutating func receive(_ bytes: Int, at now: Instant) {
        guard case .body(var body) = reading else { return }
        body.bytes += bytes
        if let asked { body.waited += now - asked }
        if asked != nil { asked = now }
        reading = .body(body)
    }

    mutating func receiveEnd(at now: Instant) { reading = .head(until: now + limits.idle) }

    mutating func send(_ bytes: Int, at now: Instant) {
        sending = (sending.parts + 1, sending.bytes + bytes, sending.since ?? now)
    }

    mutating func sent(_ bytes: Int, at now: Instant) {
        let left = sending.parts - 1
        sending = (left, sending.bytes - bytes, left == 0 ? nil : now)
    }

    /// The last of an answer was handed on.
    mutating func answer(at now: Instant) {
        unanswered -= 1
        switch reading {
        case .head: reading = .head(until: now + limits.idle)
        case .body(var body) where unanswered == 0:
            body.until = now + limits.progress
            reading = .body(body)
        case .body: break
        }
    }
}

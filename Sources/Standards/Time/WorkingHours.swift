import Kernel

/// The hours of a working day, in order and apart, such as 09:00-12:00 and 13:30-17:00.
public struct WorkingHours: Hashable, Sendable {
    private let spans: [Range<Int>]

    /// Each span is written `HH:MM-HH:MM`. Throws `working_hours.span` unless they are times of one day, in order and apart.
    public init(_ spans: [String]) throws(StandardError) {
        var read: [Range<Int>] = []
        for text in spans {
            guard let span = Self.span(text), span.lowerBound >= read.last?.upperBound ?? 0 else {
                throw StandardError("working_hours.span", ["span": text])
            }
            read.append(span)
        }
        guard !read.isEmpty else { throw StandardError("working_hours.span", ["span": ""]) }
        self.spans = read
    }

    /// Seconds of work in a whole day.
    public var secondsPerDay: Int { spans.reduce(0) { $0 + $1.count } }

    /// Seconds after midnight at which the day's work begins and ends.
    public var opening: Int { spans.first?.lowerBound ?? 0 }
    public var closing: Int { spans.last?.upperBound ?? 0 }

    /// Seconds of work done when the clock shows that many seconds after midnight.
    func worked(by second: Int) -> Int { spans.reduce(0) { $0 + $1.clamped(to: 0..<max(0, second)).count } }

    private static func span(_ text: String) -> Range<Int>? {
        let ends = text.split(at: "-").map(second)
        guard ends.count == 2, let start = ends[0], let end = ends[1], start < end else { return nil }
        return start..<end
    }

    private static func second(_ text: String) -> Int? {
        let parts = text.split(at: ":").map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1],
              (0...24).contains(hour), (0...59).contains(minute), hour * 60 + minute <= 1440 else { return nil }
        return (hour * 60 + minute) * 60
    }
}

extension WorkingHours: Codable {
    public init(from decoder: any Decoder) throws { try self.init(decoder.singleValueContainer().decode([String].self)) }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        let clock: (Int) -> String = { "\(padded($0 / 3600, 2)):\(padded($0 / 60 % 60, 2))" }
        try container.encode(spans.map { "\(clock($0.lowerBound))-\(clock($0.upperBound))" })
    }
}

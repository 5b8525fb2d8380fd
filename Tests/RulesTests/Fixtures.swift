@testable import Rules

enum Fixtures {
    static let now = TemporalText.dateTime("2026-05-01T09:30:00@Asia/Shanghai")
}

public struct Desk: Sendable {}

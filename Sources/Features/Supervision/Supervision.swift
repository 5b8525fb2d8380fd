public struct Supervision: Sendable {}

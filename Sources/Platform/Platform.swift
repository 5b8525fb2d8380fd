public struct Platform: Sendable {}

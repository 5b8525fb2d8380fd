import Kernel
import Storage

/// Runs a transaction again where that is right: after a conflict with another one, a little later each time; after the loss of a connection,
/// on a new one. The one place where this is decided.
struct Retrying: Sendable {
    let bound: Int
    let random: any RandomSource

    func run<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        var conflicts = 0, losses = 0
        while true {
            do {
                return try await work()
            } catch let fault as ServerFault {
                switch fault.kind {
                case .conflict where conflicts < bound:
                    conflicts += 1
                    try await Task.sleep(for: pause(conflicts))
                case .lost where losses < Self.reconnections, .stalePlan where losses < Self.reconnections: losses += 1
                default: throw fault.problem
                }
            }
        }
    }

    /// Twice, since the second connection may have been broken by the same cause.
    private static let reconnections = 2

    /// Up to 2, 4, 8, … 256 milliseconds, by chance, so that those who met don't meet again.
    private func pause(_ attempt: Int) -> Duration { .microseconds(500 + random.number(below: 2_000 << min(attempt - 1, 7))) }
}

import Dispatch
import Foundation
import Kernel

/// Runs work that Ctrl-C and SIGTERM stop in order, instead of ending the program on the spot.
/// - Throws: a problem of this code when it was stopped.
func stoppable<Value: Sendable>(_ code: String, _ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let task = Task(operation: work)
    let sources = [SIGINT, SIGTERM].map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { task.cancel() }
        source.resume()
        return source
    }
    defer { sources.forEach { $0.cancel() } }
    do {
        return try await task.value
    } catch is CancellationError {
        throw Problem(code, .unavailable)
    }
}

import Testing

/// Looks every 20 ms, for at most half a minute.
func waitUntil(_ condition: () async throws -> Bool) async throws {
    for _ in 0..<1500 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("it did not come to be")
}

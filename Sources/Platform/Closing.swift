import Storage

/// Does something with a database and closes it, whatever comes of it.
func closing<Value>(_ database: any Database, _ work: () async throws -> Value) async throws -> Value {
    do {
        let value = try await work()
        try await database.close()
        return value
    } catch {
        try? await database.close()
        throw error
    }
}

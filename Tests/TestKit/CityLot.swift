import Foundation
import Kernel
import Platform
import Storage
import TestPostgres

/// Where a test's city stands: a folder, and with PostgreSQL a database of its own besides.
public struct CityLot: Sendable {
    public let path: String
    /// The database's name and address; `nil` when the rows are in the folder.
    private let database: (name: String, url: String)?

    public var places: DataDirectory.Places { DataDirectory.Places(database: database?.url, waiving: database == nil ? [] : .losingData) }

    public static func empty() async throws -> CityLot {
        let path = FileManager.default.temporaryDirectory.appending(path: "tongban-city-\(UUID().uuidString)").path
        guard TestDatabase.engine == .postgres else { return CityLot(path: path, database: nil) }
        return CityLot(path: path, database: try await PostgresServer.shared().make())
    }

    /// The same city on another lot. Nobody may be at work in this one.
    public func copy() async throws -> CityLot {
        let path = FileManager.default.temporaryDirectory.appending(path: "tongban-city-\(UUID().uuidString)").path
        try FileManager.default.copyItem(atPath: self.path, toPath: path)
        guard let database else { return CityLot(path: path, database: nil) }
        await Crowd.shared.enter()
        let copy = try await PostgresServer.shared().make(copying: database.name)
        try Data(copy.url.utf8).write(to: URL(filePath: "\(path)/database.url"))
        return CityLot(path: path, database: copy)
    }

    /// Removes everything, when the test is over.
    public func clear() {
        try? FileManager.default.removeItem(atPath: path)
        guard let database else { return }
        Task {
            try? await PostgresServer.shared().drop(database.name)
            await Crowd.shared.leave()
        }
    }
}

/// Every city of PostgreSQL has connections of its own, and all tests begin at once: the server could not hold that many.
private actor Crowd {
    static let shared = Crowd()
    private var room = 24
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func enter() async {
        if room > 0 { room -= 1 } else { await withCheckedContinuation { waiting.append($0) } }
    }

    func leave() {
        if waiting.isEmpty { room += 1 } else { waiting.removeFirst().resume() }
    }
}

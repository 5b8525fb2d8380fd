import Logging
import Organisations
import Platform
import Storage
import Web

/// Opens a data directory as the server does, does the work in it and closes it.
func inCity(_ directory: String, pages: Press.Pages = .drawn, _ work: (Platform) async throws -> Void) async throws {
    var logger = Logger(label: "measure")
    logger.logLevel = .error
    let platform = try await Platform(opening: DataDirectory(opening: directory), resources: .locate(), pages: pages, logger: logger)
    try await work(platform)
    try await platform.close()
}

extension Platform {
    func figure(_ name: String, _ value: Double, _ unit: String, reference: Double? = nil) {
        Figure(name: name, engine: database.engine.name.rawValue, value: value, unit: unit, reference: reference).print()
    }
}

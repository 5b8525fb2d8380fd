import Files
import Foundation
import Kernel
import Signing

/// A data directory: everything that one installation keeps. Database, files and keys lie below it; `tongban.json` says what it is.
public struct DataDirectory: Sendable {
    /// What was decided when it was made.
    public struct Marker: Sendable, Codable, Hashable {
        /// The city's folder below `Data`.
        public let city: String
        /// Demonstrations show their accounts on the sign-in page; nothing else does.
        public let isDemo: Bool
        /// The address under which the public finds the platform: it stands in QR codes.
        public let address: String

        public init(city: String, isDemo: Bool, address: String) { (self.city, self.isDemo, self.address) = (city, isDemo, address) }
    }

    public let path: String
    public let marker: Marker
    /// As the directory says, unless `TONGBAN_DATABASE` or `TONGBAN_FILES` says otherwise.
    public let places: Places

    /// Opens a directory that `tongban init` has made.
    /// - Parameter waivers: for this run, in addition to those that it keeps.
    /// - Throws: `data.missing` or `data.damaged`, naming the path; `backup.half_restored`.
    public init(
        opening path: String, waiving waivers: Waivers = [], environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        try Self.refuseUnfinished(path)
        guard let bytes = FileManager.default.contents(atPath: "\(path)/tongban.json") else {
            throw Problem("data.missing", .notFound, ["path": path])
        }
        guard let marker = try? JSONText.decode(Marker.self, from: Array(bytes)) else {
            throw Problem("data.damaged", .fault, ["path": path])
        }
        (self.path, self.marker, places) = (path, marker, Places(of: path, environment, waiving: waivers))
    }

    /// Makes a new directory with fresh keys, which only its owner can read.
    /// - Throws: `data.not_empty` when something is there already; `data.unwritable` with the reason.
    public init(making path: String, _ marker: Marker, _ places: Places = Places()) throws {
        let there = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard there.isEmpty else { throw Problem("data.not_empty", .conflict, ["path": path]) }
        for folder in ["", "/keys", "/files"] {
            try Self.changing(path) { try SmallFile.makeFolder(path + folder) }
        }
        (self.path, self.marker, self.places) = (path, marker, places)
        if let address = places.database { try write("database.url", Array(address.reveal().utf8)) }
        if let address = places.files { try write("files.url", Array(address.utf8)) }
        if !places.waivers.isEmpty { try write("waivers", Array(places.waivers.text.utf8)) }
        try write("keys/master.key", Array(SecureRandom().bytes(32).hex.utf8))
    }

    /// Says that the directory is complete. Written last, so that half a directory is never taken for one.
    public func seal() throws { try write("tongban.json", Array(JSONText.encode(marker).utf8)) }

    /// Whether it was completed: while it is being made, it isn't.
    var isSealed: Bool { FileManager.default.fileExists(atPath: "\(path)/tongban.json") }
    var hasDatabaseFile: Bool { FileManager.default.fileExists(atPath: database) }

    /// Whether something is there that calls itself one, be it half restored.
    public static func exists(at path: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/tongban.json") || FileManager.default.fileExists(atPath: unfinished(path))
    }

    public var database: String { "\(path)/tongban.sqlite" }
    public var files: String { "\(path)/files" }

    /// What of it grows on this machine's disks: the rows, the files, or neither.
    var onDisk: [String] { (places.database == nil ? [path] : []) + (places.files == nil ? [files] : []) }

    /// The key under which all others, and what is personal, are kept.
    /// - Throws: `data.key` when it is missing or damaged.
    public func masterKey() throws -> MasterKey {
        guard let key = try? Self.masterKey(read("keys/master.key") ?? []) else { throw Problem("data.key", .fault, ["path": path]) }
        return key
    }

    static func masterKey(_ file: [UInt8]) throws -> MasterKey {
        let key = [UInt8](hex: String(decoding: file, as: UTF8.self).trimmed)
        guard let key, key.count == 32 else { throw Problem("data.key", .fault) }
        return try MasterKey(Secret(key))
    }

    func read(_ name: String) -> [UInt8]? { FileManager.default.contents(atPath: "\(path)/\(name)").map(Array.init) }

    /// Writes one of its small files, in place of an earlier one.
    func write(_ name: String, _ bytes: [UInt8]) throws {
        try Self.changing("\(path)/\(name)") { try SmallFile.write(bytes, to: "\(path)/\(name)") }
    }

    func remove(_ name: String) throws {
        try Self.changing("\(path)/\(name)") { try SmallFile.remove("\(path)/\(name)") }
    }

    /// - Throws: `data.unwritable`, naming the path, for whatever the work throws.
    private static func changing(_ path: String, _ work: () throws -> Void) throws {
        do {
            try work()
        } catch {
            throw Problem("data.unwritable", .unavailable, ["path": path], reason: "\(error)")
        }
    }
}

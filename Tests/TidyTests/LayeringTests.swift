import Testing

/// Who may know whom. A room imports what stands in the tiers before its own, and within its tier only what the arrows say.
@Suite("Layering") struct LayeringTests {
    static let tiers: [(name: String, rooms: [String])] = [
        ("kernel", ["Kernel"]),
        ("standards", ["Standards"]),
        ("engines", [
            "Threads", "Storage", "StorageSQLite", "StoragePostgres", "Signing", "Files", "FilesS3", "Jobs", "Ledger", "Backup", "Drawing",
            "XML", "Zip", "OFD", "Decimals", "Patterns", "Forms", "Rules", "Workflow", "Web",
        ]),
        ("nouns", ["Organisations", "Identity", "Catalogue"]),
        ("work", ["Cases", "Licences"]),
        ("sight", ["Supervision"]),
        ("faces", ["Portal", "Desk", "Console"]),
        ("the whole", ["Platform"]),
        ("the whole at play", ["Simulation"]),
        ("the program", ["tongban"]),
    ]

    /// Within one tier.
    static let arrows: [String: Set<String>] = [
        "StorageSQLite": ["Storage"], "StoragePostgres": ["Storage"], "Files": ["Threads", "Signing"],
        "FilesS3": ["Threads", "Files", "Signing"],
        "Jobs": ["Storage"], "Ledger": ["Storage", "Signing"], "Backup": ["Threads", "Storage", "Files", "Signing", "Ledger"],
        "OFD": ["Signing", "Drawing", "XML", "Zip"], "Forms": ["Patterns"],
        "Rules": ["XML", "Zip", "Decimals", "Patterns"], "Workflow": ["XML"],
        "Identity": ["Organisations"], "Catalogue": ["Organisations"],
    ]

    /// Against the grain: an engine knows nothing of government; an engine of storage is chosen by the whole alone; faces bring
    /// together what is done, not what watches over it.
    static let never: [String: Set<String>] = {
        var never = Dictionary(uniqueKeysWithValues: tiers[2].rooms.map { ($0, Set(["Standards"])) })
        // The formats of a form's fields are the national codes.
        never["Forms"] = nil
        for room in tiers[3...6].flatMap(\.rooms) { never[room] = ["StorageSQLite", "StoragePostgres", "FilesS3"] }
        for room in ["Portal", "Desk", "Console"] { never[room, default: []].formUnion(["Storage", "Jobs", "Supervision"]) }
        return never
    }()

    /// Packages and C libraries, and the only rooms that may import them. What isn't named here is anyone's.
    static let keepers: [String: Set<String>] = [
        "COpenSSL": ["Signing"], "CPostgres": ["StoragePostgres"], "AsyncHTTPClient": ["FilesS3"], "CArchive": ["Backup"],
        "CPango": ["Drawing"], "CQREncode": ["Drawing"], "CZip": ["Zip"], "CPCRE2": ["Patterns"],
        "CIDN2": ["Forms"], "CDecimal": ["Decimals"], "BigInt": ["Forms"], "Yams": ["Rules"], "OrderedCollections": ["Rules"],
        // Whose pool of threads is everybody's, and so soon nobody's: work has pools of its own, see `WorkPool`.
        "NIOPosix": ["Threads"],
        "GRDB": ["StorageSQLite"], "Mustache": ["Web"], "ArgumentParser": ["tongban"], "ServiceLifecycle": ["Platform"],
        "Hummingbird": ["Web", "Identity", "Cases", "Supervision", "Portal", "Desk", "Console"],
    ]

    static let sources = House.swift("Sources")

    @Test("every room stands in a tier")
    func rooms() {
        let known = Set(Self.tiers.flatMap(\.rooms))
        #expect(!Self.sources.isEmpty)
        #expect(Set(Self.sources.map(\.room)) == known)
    }

    @Test("imports point downwards", arguments: sources)
    func imports(_ file: TextFile) {
        let mine = tier(of: file.room)
        for name in file.imports {
            guard let theirs = tier(of: name) else { continue }
            let isBelow = theirs < mine ?? 0 || Self.arrows[file.room]?.contains(name) ?? false || name == file.room
            #expect(isBelow && !(Self.never[file.room]?.contains(name) ?? false), "\(file): \(file.room) may not know \(name)")
        }
    }

    @Test("each foreign library has its keeper", arguments: sources)
    func foreign(_ file: TextFile) {
        for name in file.imports {
            guard let keepers = Self.keepers[name] else { continue }
            #expect(keepers.contains(file.room), "\(file): \(name) belongs to \(keepers.sorted().joined(separator: ", "))")
        }
    }

    private func tier(of room: String) -> Int? { Self.tiers.firstIndex { $0.rooms.contains(room) } }
}

extension TextFile {
    /// The modules that a Swift file imports.
    var imports: [String] {
        lines.filter { $0.contains("import ") }.compactMap { line in
            line.firstMatch(of: /^\s*(?:@\w+ )*(?:(?:public|package|private) )?import (?:(?:struct|class|enum|func) )?(\w+)/)
                .map { String($0.1) }
        }
    }
}

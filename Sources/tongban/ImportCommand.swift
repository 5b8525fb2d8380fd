import ArgumentParser
import Foundation
import Identity
import Kernel
import Ledger
import Organisations
import Platform
import Web

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take in regions, bodies, items or staff from a file; what is refused is said row by row.",
        discussion: """
            Examples:
              tongban import regions villages.csv /srv/tongban
              tongban import items items.json /srv/tongban
              tongban import staff staff.json /srv/tongban
            Regions are a CSV (code, name, level, parent_code, type ...) or a JSON list; the others are JSON lists.
            Staff get a first password each, which is shown once.
            Sending the same file again changes nothing. Restart `tongban serve` to see what was taken in.
            """)

    enum Kind: String, ExpressibleByArgument, CaseIterable { case regions, bodies, items, staff }

    @Argument(help: "What the file holds: regions, bodies, items or staff.")
    var kind: Kind

    @Argument(help: "The file.")
    var file: String

    @OptionGroup var place: Place

    func run() async throws {
        try await speaking(place.resources) { resources in
            guard let bytes = FileManager.default.contents(atPath: file).map(Array.init) else {
                throw Problem("import.no_file", .notFound, ["file": file])
            }
            let platform = try await Platform(opening: place.directory(), resources: resources)
            let report = try await take(bytes, into: platform)
            try await platform.sequencer.settle()
            try await platform.close()
            Reports.say(kind.rawValue, report, resources)
            // Whoever runs this from a script must see that something was left out.
            if !report.refused.isEmpty { throw ExitCode(2) }
        }
    }

    private func take(_ bytes: [UInt8], into platform: Platform) async throws -> ImportReport {
        let clerk = Actor.system("tongban import")
        switch kind {
        case .regions where file.lowercased().hasSuffix(".json"):
            return try await platform.organisations.importRegions(json: bytes, by: clerk)
        case .regions: return try await platform.organisations.importRegions(csv: bytes, by: clerk)
        case .bodies: return try await platform.organisations.importBodies(json: bytes, by: clerk)
        case .items: return try await platform.importItems([bytes], by: clerk, beside: beside)
        case .staff:
            let (report, passwords) = try await platform.identity.appoint(file: bytes, by: clerk)
            for first in passwords { Terminal.say("  \(first.login)  \(first.name)  first password: \(first.password)") }
            return report
        }
    }

    /// A file that lies below the folder of the file being taken in.
    private func beside(_ name: String) -> [UInt8]? {
        guard !name.split(separator: "/").contains("..") else { return nil }
        let folder = URL(filePath: file).deletingLastPathComponent()
        return FileManager.default.contents(atPath: folder.appending(path: name).path).map(Array.init)
    }
}

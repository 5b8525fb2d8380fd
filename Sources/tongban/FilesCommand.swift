import ArgumentParser
import Files
import Kernel
import Platform
import Web

struct FilesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "files",
        abstract: "Say which files nothing refers to; with --collect, remove them.",
        discussion: """
            Examples:
              tongban files /srv/tongban             only looks
              tongban files /srv/tongban --collect   sets them aside, and removes what was set aside two days ago and is still not needed
            A running server does this every night by itself.
              tongban files /srv/tongban --adopt     says that these are the files of the database: after you have moved them, or brought
                                                     them back, and the server refuses them
            """)

    @OptionGroup var place: Place

    @Flag(help: "Set aside and remove, instead of only looking.")
    var collect = false

    @Flag(help: "Say that the files are those of the database, although they don't bear its mark; then look.")
    var adopt = false

    func run() async throws {
        try await speaking(place.resources) { resources in
            let platform = try await Platform(opening: place.directory(), resources: resources)
            if adopt { try await platform.adoptFiles() }
            let report = try await platform.collection.run(dryRun: !collect) { Terminal.progress("\($0.seen) files looked at") }
            Terminal.endProgress()
            Terminal.say("\(report.seen) files: \(report.referenced) needed, \(report.tooYoung) younger than a day")
            let verb = collect ? "" : "would be "
            Terminal.say("\(verb)set aside: \(report.setAside) (\(report.setAsideBytes) bytes); waiting aside: \(report.waiting)")
            Terminal.say("\(verb)brought back: \(report.broughtBack); \(verb)removed: \(report.removed) (\(report.removedBytes) bytes)")
            try await platform.close()
        }
    }
}

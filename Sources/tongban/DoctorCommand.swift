import ArgumentParser
import Kernel
import Platform
import Web

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look an installation over and say what is wrong with it.",
        discussion: "Example: tongban doctor /srv/tongban")

    @OptionGroup var place: Place

    func run() async throws {
        try await speaking(place.resources) { resources in
            let directory = try place.directory()
            // Looking must change nothing; opening the platform would bring the schema up to date.
            let pending = try await directory.pendingMigrations(resources)
            guard pending.isEmpty else {
                Terminal.say("! steps of the schema to be taken when this release first serves: \(pending.joined(separator: ", "))")
                Terminal.say("  Back the directory up first: tongban backup FILE \(place.data)")
                return
            }
            let platform = try await Platform(opening: directory, resources: resources)
            let findings = try await platform.examine()
            try await platform.close()
            for finding in findings { Terminal.say("\(finding.mark.rawValue) \(finding.what)") }
            if findings.contains(where: { $0.mark == .ill }) { throw ExitCode(1) }
        }
    }
}

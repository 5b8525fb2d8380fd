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
            let platform = try await Platform(opening: DataDirectory(opening: place.data), resources: resources)
            let findings = try await platform.examine()
            try await platform.close()
            for finding in findings { Terminal.say("\(finding.mark.rawValue) \(finding.what)") }
            if findings.contains(where: { $0.mark == .ill }) { throw ExitCode(1) }
        }
    }
}

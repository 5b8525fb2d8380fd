import ArgumentParser
import Identity
import Kernel
import Ledger
import Organisations
import Platform
import Web

struct StaffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff",
        abstract: "Dismiss one of the staff, or sign somebody out everywhere. New staff come by `tongban import staff`.",
        subcommands: [Dismiss.self, SignOut.self])

    struct Dismiss: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End somebody's post: password, roles and sessions are gone within seconds; what he did stays his.",
            discussion: """
                Example:
                  tongban staff dismiss window01 /srv/tongban --reason "moved to the county"
                The reason stands in the ledger for ever: no personal data. The login and the staff number stay taken.
                """)

        @Argument(help: "The account's name.") var login: String
        @OptionGroup var place: Place
        @Option(help: "Why, in 2 to 200 characters.") var reason: String

        func run() async throws {
            try await speaking(place.resources) { resources in
                let platform = try await Platform(opening: place.directory(), resources: resources)
                let staff = try await platform.identity.dismiss(login, reason: reason, by: .system("tongban staff"))
                Terminal.say("dismissed: \(login)  \(staff.name)  \(staff.post)")
                try await platform.sequencer.settle()
                try await platform.close()
            }
        }
    }

    struct SignOut: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sign-out",
            abstract: "End every session of somebody, or of everybody; they sign in again.",
            discussion: """
                Examples:
                  tongban staff sign-out window01 /srv/tongban
                  tongban staff sign-out all /srv/tongban
                """)

        @Argument(help: ArgumentHelp("The account's name, or all.", valueName: "login")) var name: String
        @OptionGroup var place: Place

        func run() async throws {
            try await speaking(place.resources) { resources in
                let platform = try await Platform(opening: place.directory(), resources: resources)
                let ended = try await platform.identity.endSessions(of: name == "all" ? nil : name, by: .system("tongban staff"))
                Terminal.say("\(ended) sessions ended")
                try await platform.sequencer.settle()
                try await platform.close()
            }
        }
    }
}

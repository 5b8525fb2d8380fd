import ArgumentParser
import Kernel
import Organisations
import Platform
import Web

struct SealsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seals",
        abstract: "Show the electronic seals; withdraw one, make one anew, revoke a certificate.",
        discussion: """
            Examples:
              tongban seals /srv/tongban             every seal: number, body, state, end, certificate
              tongban seals /srv/tongban --withdraw 01K6ZJ5W3V8Q2M4N6P8R0S2T4V --reason 印章遗失
              tongban seals /srv/tongban --make 11410200MBKF00019K
              tongban seals /srv/tongban --revoke 5e0c41...  --reason 私钥泄露
            What was sealed before a withdrawal stays valid; from that moment on nothing is. A body's seal is withdrawn together with its
            certificate; after a maker's certificate is revoked, another maker takes over and the seals are made anew. A server that is
            running follows at once.
            """)

    @OptionGroup var place: Place

    @Option(help: ArgumentHelp("Withdraw the seal with this number.", valueName: "seal"))
    var withdraw: String?

    @Option(help: ArgumentHelp("Revoke the certificate with this serial number, of a body or of the maker of seals.", valueName: "serial"))
    var revoke: String?

    @Option(help: ArgumentHelp("Make a seal for the body with this credit code, whose seal was withdrawn.", valueName: "body"))
    var make: String?

    @Option(help: ArgumentHelp("Why a seal is withdrawn or a certificate revoked.", valueName: "text"))
    var reason = ""

    func validate() throws {
        let asked = [withdraw, revoke, make].compactMap { $0 }
        guard asked.count <= 1 else { throw ValidationError("withdraw, revoke or make: one at a time") }
        guard make != nil || asked.isEmpty || !reason.isEmpty else { throw ValidationError("say why, with --reason") }
    }

    func run() async throws {
        try await speaking(place.resources) { resources in
            let platform = try await Platform(opening: DataDirectory(opening: place.data), resources: resources)
            let seals = platform.organisations.seals, person = Actor.system("tongban seals")
            if let withdraw {
                try await seals.withdraw(withdraw, reason: reason, by: person)
                Terminal.say("withdrawn: \(withdraw)")
            } else if let revoke {
                try await seals.revoke(certificate: revoke, reason: reason, by: person)
                Terminal.say("revoked: \(revoke)")
            } else if let make {
                Terminal.say("made: \(try await seals.makeAnew(for: make, by: person))")
            } else {
                for record in try await seals.records() { Terminal.say(line(record, platform.organisations.directory)) }
            }
            try await platform.close()
        }
    }

    private func line(_ record: SealRecord, _ directory: OrganisationDirectory) -> String {
        let state = switch record.state {
        case .inForce: "in force"
        case .replaced(let at): "replaced on \(LocalDate(at))"
        case .withdrawn(let withdrawal): "withdrawn on \(LocalDate(withdrawal.at)) by \(withdrawal.by): \(withdrawal.reason)"
        }
        return "\(record.id)  \(record.body)  \(directory.name(ofBody: record.body))  until \(LocalDate(record.validUntil))  "
            + "certificate \(record.certificate)  \(state)"
    }
}

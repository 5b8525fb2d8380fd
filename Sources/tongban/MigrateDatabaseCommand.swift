import ArgumentParser
import Backup
import Kernel
import Ledger
import Platform
import Web

struct MigrateDatabase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Move the rows of a data directory into another database.",
        discussion: """
            Examples:
              tongban migrate-database /srv/tongban --to postgres://tongban@db.example.com/tongban
              tongban migrate-database /srv/tongban --to sqlite
            Stop the server first; when the rows are in PostgreSQL already, the servers of all nodes. The other database must be empty; the
            old one is left as it is. At the end the counts of every table and the ledger's heads are compared, the whole ledger is
            checked, and only then does the directory name its new database.
            """)

    @OptionGroup var place: Place

    @Option(help: ArgumentHelp(
        "The PostgreSQL database, or `sqlite` for a file in the directory. \(DatabaseAddress.help)", valueName: "postgres://..."))
    var to: String

    func run() async throws {
        try await speaking(place.resources) { resources in
            let directory = try place.directory()
            let address = to == "sqlite" ? nil : try DatabaseAddress.read(to, resources).map { Secret($0) }
            let outcome = try await stoppable("backup.copy_stopped") { [bar = ProgressBar()] in
                try await directory.migrateDatabase(to: address, resources: resources, progress: bar.show)
            }
            Terminal.endProgress()
            Terminal.say("Copied \(outcome.rows) rows. \(place.data) keeps its rows there from now on; the old database is as it was.")
            try Reports.say(outcome.audit, resources)
            if !outcome.audit.isIntact { throw ExitCode(1) }
        }
    }
}

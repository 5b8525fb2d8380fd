import ArgumentParser
import Backup
import Kernel
import Ledger
import Platform
import Web

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a data directory out of a backup.",
        discussion: """
            Examples:
              tongban restore tongban.backup /srv/tongban
              tongban restore tongban.backup /srv/tongban --database postgres://tongban@db.example.com/tongban
              tongban restore tongban.backup /srv/tongban --keys /media/keys
            The directory must be empty or not there yet, and so must the database. The backup is read from end to end before anything
            is made; at the end counts are compared and the whole ledger is checked.
            """)

    @Argument(help: "The backup.")
    var file: String

    @OptionGroup var place: Place

    @Option(help: ArgumentHelp(
        "A PostgreSQL database for the rows, in place of a file in the directory; else TONGBAN_DATABASE says so. \(DatabaseAddress.help)",
        valueName: "postgres://..."))
    var database: String?

    @Option(help: ArgumentHelp(
        "An S3-compatible store for the files, in place of a folder in the directory; else TONGBAN_FILES says so.",
        valueName: "s3://..."))
    var files: String?

    @Option(help: ArgumentHelp("Where the keys are, when the backup was made without them.", valueName: "folder"))
    var keys: String?

    func run() async throws {
        try await speaking(place.resources) { resources in
            let address = try DatabaseAddress.read(database, resources)
            let places = try DataDirectory.Places.chosen(database: address, files: files, waiving: place.waivers.all)
            let outcome = try await stoppable("backup.restore_stopped") { [self, bar = ProgressBar()] in
                try await DataDirectory.restore(
                    file, to: place.data, places, keys: keys, resources: resources, progress: bar.show)
            }
            Terminal.endProgress()
            Terminal.say("Restored \(outcome.rows) rows and \(outcome.files) files to \(place.data).")
            try Reports.say(outcome.audit, resources)
            if !outcome.audit.isIntact { throw ExitCode(1) }
            Terminal.say("Now: tongban serve \(place.data)")
        }
    }
}

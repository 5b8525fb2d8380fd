import ArgumentParser
import Backup
import Kernel
import Platform
import Web

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Back up a data directory into one file, while it is being served.",
        discussion: """
            Examples:
              tongban backup /backup/tongban-$(date +%F).backup /srv/tongban
              tongban backup rows.backup /srv/tongban --without-files --without-keys
            The file is a tar compressed by zstd. With the keys in it, whoever has it can read everything: keep it as the keys are kept.
            """)

    @Argument(help: "The file to write.")
    var file: String

    @OptionGroup var place: Place

    @Flag(help: "Leave the keys out. Restoring then needs the folder `keys`, which must be kept elsewhere.")
    var withoutKeys = false

    @Flag(help: "Leave the stored files out: rows only.")
    var withoutFiles = false

    @Flag(help: "Replace the file if it is there.")
    var force = false

    func run() async throws {
        try await speaking(place.resources) { _ in
            let directory = try place.directory()
            let manifest = try await stoppable("backup.stopped") { [self, bar = ProgressBar()] in
                try await directory.backUp(
                    to: file, release: Release.name, withKeys: !withoutKeys, withFiles: !withoutFiles, replacing: force, progress: bar.show)
            }
            Terminal.endProgress()
            Terminal.say("Wrote \(file): \(manifest.rows) rows, \(manifest.head?.size ?? 0) acts under the ledger's head\(left).")
        }
    }

    private var left: String {
        let missing = (withoutFiles ? ["files"] : []) + (withoutKeys ? ["keys"] : [])
        return missing.isEmpty ? "" : ", without \(missing.joined(separator: " and "))"
    }
}

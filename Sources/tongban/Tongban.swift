import ArgumentParser
import Platform

/// The command line: every job that the city's IT staff have with the platform.
@main
struct Tongban: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tongban",
        abstract: "通办 — a city's government services, online and in its halls, under one chain of supervision.",
        discussion: """
            A first look:
              tongban init demo --demo     makes a data directory with Kaifeng and demo accounts in it
              tongban serve demo           serves it at http://localhost:8080
            """,
        version: Release.name,
        subcommands: [
            Init.self, Serve.self, Import.self, StaffCommand.self, Verify.self, Doctor.self, BackupCommand.self, Restore.self,
            MigrateDatabase.self, JobsCommand.self, SealsCommand.self, FilesCommand.self, Simulate.self, FormCommand.self,
            RulesCommand.self, ProcedureCommand.self,
        ])
}

enum Release {
    static let name = "0.2.0"
}

/// What every command that works on an installation is told.
struct Place: ParsableArguments {
    @Argument(help: ArgumentHelp("The data directory.", valueName: "data-directory"))
    var data: String

    @Option(help: ArgumentHelp("Where templates, messages and city data lie, when they are not beside the program.", valueName: "folder"))
    var resources: String?

    @OptionGroup var waivers: WaiverFlags

    /// The directory, as it was made.
    func directory() throws -> DataDirectory { try DataDirectory(opening: data, waiving: waivers.all) }
}

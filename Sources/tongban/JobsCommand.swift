import ArgumentParser
import Jobs
import Kernel
import Platform
import Web

struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs",
        abstract: "Show what is waiting to be done, and what was given up; give the latter another try.",
        discussion: """
            Examples:
              tongban jobs /srv/tongban             how many wait, run, and were given up, and the latter one by one
              tongban jobs /srv/tongban --retry 01K6ZJ5W3V8Q2M4N6P8R0S2T4V
              tongban jobs /srv/tongban --retry-all
            A running server takes up a job that is retried within a minute.
            """)

    @OptionGroup var place: Place

    @Option(help: ArgumentHelp("Give this job another round of attempts.", valueName: "job"))
    var retry: String?

    @Flag(help: "Give all that were given up another round of attempts.")
    var retryAll = false

    func run() async throws {
        try await speaking(place.resources) { resources in
            let platform = try await Platform(opening: place.directory(), resources: resources)
            if retryAll {
                Terminal.say("\(try await platform.reviveAllJobs()) given another try")
            } else if let retry {
                try await platform.reviveJob(retry)
                Terminal.say("given another try: \(retry)")
            } else {
                try await show(platform)
            }
            try await platform.close()
        }
    }

    private func show(_ platform: Platform) async throws {
        let figures = try await platform.jobFigures()
        Terminal.say("\(figures.waiting) waiting, \(figures.running) running, \(figures.dead) given up")
        for job in try await platform.deadJobs() {
            Terminal.say("\(job.id)  \(job.kind)  since \(job.createdAt.iso8601)  \(job.lastError)")
        }
    }
}

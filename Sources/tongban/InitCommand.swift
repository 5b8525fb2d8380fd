import ArgumentParser
import Kernel
import Organisations
import Platform
import Web

struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a data directory and load a city into it.",
        discussion: """
            Examples:
              tongban init /srv/tongban --address https://zwfw.kaifeng.gov.cn
              tongban init /srv/tongban --database postgres://tongban@db.example.com/tongban
              tongban init /srv/tongban --files "s3://tongban?endpoint=https://s3.example.com"
            The directory must be empty or not there yet. It holds the keys, and the database and the files unless they are elsewhere.
            A database elsewhere must be empty:
              CREATE DATABASE tongban TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'
            """)

    @OptionGroup var place: Place

    @Option(help: "The city: a folder of Data.")
    var city = "kaifeng"

    @Flag(help: "A demonstration: with demo accounts, which the sign-in page shows to everybody.")
    var demo = false

    @Option(help: "The address under which the public will find the platform. It stands in QR codes.")
    var address = "http://localhost:8080"

    @Option(help: ArgumentHelp(
        "A PostgreSQL database for the rows, in place of a file in the directory; else TONGBAN_DATABASE says so. \(DatabaseAddress.help)",
        valueName: "postgres://..."))
    var database: String?

    @Option(help: ArgumentHelp(
        "An S3-compatible store for the files, in place of a folder in the directory; else TONGBAN_FILES says so. Keys: docs/run/files.md.",
        valueName: "s3://..."))
    var files: String?

    func run() async throws {
        try await speaking(place.resources) { resources in
            let marker = DataDirectory.Marker(city: city, isDemo: demo, address: address)
            let places = try DataDirectory.Places.chosen(
                database: DatabaseAddress.read(database, resources), files: files, waiving: place.waivers.all)
            let created = try await Platform.create(place.data, marker, places, resources: resources) {
                Terminal.progress("loading \($0) …")
            }
            Terminal.endProgress()
            for (name, report) in created.reports { Reports.say(name, report, resources) }
            Demo.say(created.accounts)
            Terminal.say("Made \(place.data). Now: tongban serve \(place.data)")
            try await created.platform.close()
        }
    }
}

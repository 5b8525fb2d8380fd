import ArgumentParser
import Kernel
import Organisations
import Platform
import Web

struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a data directory and load a city into it.",
        discussion: """
            Example: tongban init /srv/tongban --address https://zwfw.kaifeng.gov.cn
            The directory must be empty or not there yet. It will hold the database, the files and the keys; back it up whole.
            """)

    @OptionGroup var place: Place

    @Option(help: "The city: a folder of Data.")
    var city = "kaifeng"

    @Flag(help: "A demonstration: with demo accounts, which the sign-in page shows to everybody.")
    var demo = false

    @Option(help: "The address under which the public will find the platform. It stands in QR codes.")
    var address = "http://localhost:8080"

    func run() async throws {
        try await speaking(place.resources) { resources in
            let marker = DataDirectory.Marker(city: city, isDemo: demo, address: address)
            let created = try await Platform.create(place.data, marker, resources: resources) { Terminal.progress("loading \($0) …") }
            Terminal.endProgress()
            for (name, report) in created.reports { Reports.say(name, report, resources) }
            Demo.say(created.accounts)
            Terminal.say("Made \(place.data). Now: tongban serve \(place.data)")
            try await created.platform.close()
        }
    }
}

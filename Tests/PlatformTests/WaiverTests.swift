import Foundation
import Kernel
import Storage
import TestKit
import TestPostgres
import Testing
import Web
@testable import Platform

/// What is demanded of the places around the platform, and how it is done without.
@Suite("What can be waived") struct WaiverTests {
    @Test("browsers elsewhere are answered over TLS only, unless that was agreed to", arguments: [
        ("127.0.0.1", false, [], true), ("localhost", false, [], true), ("::1", false, [], true), ("0.0.0.0", true, [], true),
        ("0.0.0.0", false, [], false), ("::", false, [], false), ("192.0.2.1", false, [], false),
        ("0.0.0.0", false, .plainText, true), ("0.0.0.0", false, .losingData, false),
    ] as [(String, Bool, Waivers, Bool)])
    func browsers(host: String, isSecure: Bool, waivers: Waivers, isServed: Bool) async throws {
        let city = try await TestCity()
        var options = WebServer.Options()
        (options.host, options.isSecure) = (host, isSecure)
        let platform = try await Platform(
            opening: DataDirectory(opening: city.path, waiving: waivers), resources: TestCity.resources(), options: options,
            clock: city.clock)
        let code = { () -> String? in
            do { try platform.confirmPrivacy() } catch { return (error as? Problem)?.code }
            return nil
        }()
        #expect(code == (isServed ? nil : "serve.plain_text"))
        try await platform.close()
    }

    @Test("files are given to a store elsewhere over TLS only, unless that was agreed to")
    func store() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID().uuidString)").path
        try Data("aws_access_key_id=a\naws_secret_access_key=b\n".utf8).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        func refusal(_ waivers: Waivers) async -> String? {
            do {
                let address = "s3://files?endpoint=http://no-such-host.invalid&keys=\(file)"
                _ = try await Storehouse.bucket(address, waiving: waivers, clock: SystemClock())
            } catch { return (error as? Problem)?.code }
            return nil
        }
        #expect(await refusal([]) == "files.plain_text")
        #expect(await refusal(.losingData) == "files.plain_text")
        #expect(await refusal(.plainText) == "file.unavailable")
    }

    @Test("what was waived when a directory was made is kept there, and nothing else is")
    func kept() throws {
        for waivers in [[], .losingData, .plainText, [.losingData, .plainText]] as [Waivers] {
            #expect(Waivers(text: waivers.text) == waivers)
        }
        #expect(Waivers(text: "everything\nlosing-datas\n") == [])
        let path = FileManager.default.temporaryDirectory.appending(path: "waivers-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let marker = DataDirectory.Marker(city: "kaifeng", isDemo: false, address: "http://localhost")
        try DataDirectory(making: path, marker, .init(waiving: .plainText)).seal()
        #expect(try DataDirectory(opening: path).places.waivers == .plainText)
        #expect(try DataDirectory(opening: path, waiving: .losingData).places.waivers == [.plainText, .losingData])
    }

    @Test("doctor names a server that loses data, though it was agreed to",
          .disabled(if: TestDatabase.engine != .postgres, "the shared server of tests is one"))
    func doctor() async throws {
        let city = try await TestCity()
        let findings = try await city.platform.examine().filter { $0.mark == .reminder }
        #expect(findings.contains { $0.what.contains("fsync = off, full_page_writes = off") })
        withExtendedLifetime(city) {}
    }
}

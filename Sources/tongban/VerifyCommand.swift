import ArgumentParser
import Foundation
import Kernel
import Ledger
import Platform
import Signing
import Web

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a receipt, or a whole data directory, without the server.",
        discussion: """
            Examples:
              tongban verify receipt.json                    a receipt by itself
              tongban verify receipt.json --key ledger.pem   and that it is signed by the key you trust
              tongban verify /srv/tongban                    every act, the tree and the signed heads
            """)

    @Argument(help: "A receipt (JSON) or a data directory.")
    var subject: String

    @Option(help: "The certificate (PEM) of the ledger's key that you trust.")
    var key: String?

    @Option(help: "Where messages lie, when they are not beside the program.")
    var resources: String?

    @OptionGroup var waivers: WaiverFlags

    func run() async throws {
        try await speaking(resources) { resources in
            let trusted = try key.map(certificate)
            let sound = DataDirectory.exists(at: subject) ? try await audit(trusted, resources) : try receipt(trusted, resources)
            if !sound { throw ExitCode(1) }
        }
    }

    private func receipt(_ trusted: SM2PublicKey?, _ resources: ResourceRoot) throws -> Bool {
        guard let bytes = FileManager.default.contents(atPath: subject) else {
            throw Problem("verify.no_file", .notFound, ["file": subject])
        }
        let receipt = try Receipt(json: Array(bytes))
        let messages = try Messages(resources, folders: Folders.all(resources))
        let checks = receipt.verify(trusting: trusted)
        for check in checks { Terminal.say("\(check.passed ? "✓" : "✗") \(messages.text(check.detailKey, .current))") }
        let verdict = "The receipt holds: act \(receipt.position + 1) of \(receipt.head.size)."
        Terminal.say(checks.allPassed ? verdict : "The receipt does not hold.")
        return checks.allPassed
    }

    private func audit(_ trusted: SM2PublicKey?, _ resources: ResourceRoot) async throws -> Bool {
        let report = try await DataAudit.run(DataDirectory(opening: subject, waiving: waivers.all), trusting: trusted) {
            Terminal.progress("checked \($0.stage == .acts ? "" : "the heads over ")\($0.done) of \($0.total) acts")
        }
        Terminal.endProgress()
        try Reports.say(report, resources)
        return report.isIntact
    }

    private func certificate(_ path: String) throws -> SM2PublicKey {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw Problem("verify.no_file", .notFound, ["file": path]) }
        return try Certificate(pem: String(decoding: bytes, as: UTF8.self)).publicKey
    }
}

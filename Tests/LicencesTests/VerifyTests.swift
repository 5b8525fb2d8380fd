import Cases
import Catalogue
import Files
import Identity
import Kernel
@testable import Licences
import OFD
import Organisations
import Platform
import Signing
import Standards
import TestKit
import Testing
import Web

/// 核验: by identifier as people type it, and with the file in hand.
@Suite("Verification") struct VerifyTests {
    private func issued(_ city: TestCity) async throws -> Licence {
        let record = try await city.granted()
        return try #require(try await city.platform.licences.find(ofCase: record.id.text))
    }

    @Test("an identifier is found however it is typed, and a mistyped one says what is wrong")
    func identifiers() async throws {
        let city = try await TestCity()
        let licence = try await issued(city), licences = city.platform.licences, text = licence.identifier.text
        let parted = "\(text.prefix(30)) \(text.dropFirst(30))", broken = "\(text.prefix(40))\n\(text.dropFirst(40))"
        for typed in [text, text.lowercased(), "  \(text)　", parted, broken] {
            #expect(try await licences.verify(identifier: typed) == licence, "\(typed)")
        }
        let wrongCheck = text.dropLast() + (text.last == "A" ? "B" : "A")
        let unknown = try licence.identifier.next().text
        for (typed, code) in [
            (String(wrongCheck), "licence_id.check"), (unknown, "licence.not_found"), ("", "licence_id.root"),
            (String(text.dropLast(2)), "licence_id.parts"), ("1.2.156.3005.2.'; DROP TABLE licence", "licence_id.parts"),
        ] {
            await #expect(throws: Problem(code, .invalid), "\(typed)") { try await licences.verify(identifier: typed) }
        }
    }

    @Test("a file altered by one byte is not the one that was issued", arguments: [0.1, 0.3, 0.5, 0.7, 0.9])
    func altered(at place: Double) async throws {
        let city = try await Self.shared.value
        var bytes = try await city.city.bytes(city.licence.ofd)
        bytes[Int(Double(bytes.count) * place)] ^= 1
        let verification = try await city.city.platform.licences.verify(file: bytes)
        #expect(!verification.isOriginal)
        // What changes only a date in the container's directory harms no content: then every check still passes, and only the bytes differ.
        if verification.file.isValid { #expect(verification.licence == city.licence) }
    }

    @Test("altered content fails its checks")
    func content() async throws {
        let city = try await Self.shared.value
        var package = try OFDPackage(reading: await city.city.bytes(city.licence.ofd))
        let page = try #require(package.files.firstIndex { $0.path.hasSuffix("Content.xml") })
        package = OFDPackage(package.files.enumerated().map { place, file in
            place == page ? .init(file.path, file.bytes + Array(" ".utf8)) : file
        })
        let verification = try await city.city.platform.licences.verify(file: package.bytes())
        #expect(!verification.file.isValid && !verification.isOriginal)
    }

    @Test("a sealed document that is no licence, and a licence of another city, are told apart from ours")
    func foreign() async throws {
        let city = try await Self.shared.value, licences = city.city.platform.licences
        let record = try await city.city.platform.cases.file(#require(ID(city.licence.caseID)), in: .platform)
        let notice = try await licences.verify(file: city.city.bytes(record.documents.first?.ofd))
        #expect(notice.file.isValid && notice.licence == nil && !notice.isOriginal)
        let stranger = OFDVerification.run(try await city.city.bytes(city.licence.ofd), trusting: Trust(roots: []))
        #expect(!stranger.isValid)
    }

    @Test("what isn't an OFD is a failed check, not an error",
        arguments: ["", "PK\u{3}\u{4}", "%PDF-1.7", "<xml/>", String(repeating: "x", count: 100_000)])
    func notOFD(text: String) async throws {
        let city = try await Self.shared.value
        let verification = try await city.city.platform.licences.verify(file: Array(text.utf8))
        #expect(!verification.file.isValid && verification.licence == nil && !verification.isOriginal)
        #expect(verification.file.checks.contains { !$0.passed })
    }

    /// One city with one licence for the tests that only look.
    static let shared = Task {
        let city = try await TestCity()
        let record = try await city.granted()
        return (city: city, licence: try #require(try await city.platform.licences.find(ofCase: record.id.text)))
    }
}

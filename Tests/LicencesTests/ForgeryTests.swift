import Drawing
import Kernel
import Licences
import OFD
import Organisations
import Platform
@testable import Signing
import TestKit
import Testing
import Web

/// Whoever has the key of one body's seal can put a file together. What he can't do is have it believed.
@Suite("Forged seals") struct ForgeryTests {
    private let bureau = "11410200MBKF00019K", other = "12410200MBKF00027B"

    /// A sealed sheet that bears the bureau's seal as another body's key made it.
    private func forged(_ city: TestCity) async throws -> [UInt8] {
        let seals = city.platform.organisations.seals
        let (real, thief) = (try await seals.stamper(for: bureau), try await seals.stamper(for: other))
        let known = real.seal.info
        let info = SealInfo(
            vendor: known.vendor, id: known.id, property: SealProperty(
                name: known.property.name, signers: .certificates([thief.certificate.der]), createdAt: known.property.createdAt,
                validFrom: known.property.validFrom, validUntil: known.property.validUntil), picture: known.picture)
        let signature = try thief.key.sign(info.der)
        let seal = try ElectronicSeal(der: DER.encode { writer in
            writer.sequence { $0.value(info); $0.octetString(thief.certificate.der); $0.oid(.sm2WithSM3); $0.bitString(signature) }
        })
        // The forger believes himself; who verifies doesn't.
        let roots = Array(try await seals.trust().roots), himself = FormerMaker(SM3.hash(thief.certificate.der), until: city.clock.now)
        let sheet = Sheet(title: "食品经营许可证", pages: [Sheet.Page([.text(TextBlock("食品经营许可证", in: Box(20, 20, 100, 20)))])])
        return try OFDWriter.write(sheet.laidOut(), OFDInformation(author: known.property.name, created: city.clock.now, metadata: []))
            .sealed(with: seal, by: thief.identity, at: StampPlace(box: Box(100, 200, 42, 42)), time: city.clock.now,
                    trusting: Trust(roots: roots, formerMakers: [himself]))
            .bytes()
    }

    @Test("a seal of one body made with another body's key is refused, and the page says why")
    func refused() async throws {
        let city = try await TestCity(), bytes = try await forged(city)
        let verification = try await city.platform.licences.verify(file: bytes)
        #expect(!verification.file.isValid)
        #expect(verification.file.checks.filter { !$0.passed }.map(\.key) == ["maker.purpose"])
        #expect(verification.file.stamps.first?.signer == city.platform.organisations.directory.body(other)?.sealName)

        let browser = try await city.browser()
        _ = try await browser.get("/verify")
        let page = try await browser.upload("/verify", field: "file", fileName: "证照.ofd", bytes)
        #expect(page.text.contains("制章者证书不能用于制作印章：这枚印章不是由制章单位制作的"))
    }

    @Test("a seal of a body stamps nothing when another body's key uses it")
    func borrowed() async throws {
        let city = try await TestCity(), seals = city.platform.organisations.seals
        let (real, thief) = (try await seals.stamper(for: bureau), try await seals.stamper(for: other))
        let trust = try await seals.trust()
        #expect(throws: Problem("check.signer.listed.failed", .conflict)) {
            try SealSignature.make(seal: real.seal, signer: thief.identity, dataHash: SM3.hash([1]), propertyInfo: "/S.xml",
                                   at: city.clock.now, trusting: trust)
        }
    }
}

import Cases
import Catalogue
import Files
import Foundation
import Identity
import Kernel
import Ledger
@testable import Licences
import OFD
import Organisations
import Platform
import Signing
import Standards
import TestKit
import Testing
import Web

/// What a granted case gives its holder, and how anybody can tell that it is real.
@Suite("Licences") struct LicenceTests {
    private func issued(_ city: TestCity) async throws -> (Case, Licence) {
        let record = try await city.granted()
        return (record, try #require(try await city.platform.licences.find(ofCase: record.id.text)))
    }

    @Test("a grant becomes a licence of the item's type, for as long as the type says")
    func issue() async throws {
        let city = try await TestCity()
        let (record, licence) = try await issued(city)
        #expect(licence.type == "11410200MBKF00019K001" && licence.typeName == "食品经营许可证")
        #expect(licence.issuer == record.body && licence.caseID == record.id.text && licence.itemCode == record.itemCode)
        #expect(licence.issuedOn == LocalDate("2026-10-08") && licence.validUntil == LocalDate("2031-10-07"))
        #expect(licence.number.hasPrefix("2026") && licence.holderMasked == "李*梅")
        #expect(LicenceIdentifier(licence.identifier.text) == licence.identifier && licence.identifier.type == licence.type)
        #expect(licence.status(on: LocalDate("2031-10-07")!) == .valid && licence.status(on: LocalDate("2031-10-08")!) == .expired)
    }

    @Test("its face is filled from the form as the item says")
    func face() async throws {
        let city = try await TestCity()
        let (_, licence) = try await issued(city)
        let holder = try await city.platform.identity.holder(of: city.session("lixiaomei"))
        let found = try await city.platform.licences.find(licence.id, in: holder.sight(at: city.clock.now))
        #expect(found.content.holder == LicenceHolder(kind: .person, name: "李晓梅", code: "410204198512120022"))
        #expect(found.content.fields["hotline"] == "12345" && found.content.fields["supervisor"] == "开封市市场监督管理局")
        #expect(found.content.fields["representative"] == "李晓梅")
        #expect(found.content.fields["businessForm"] == "餐饮服务经营者（餐馆）")
        #expect(found.content.fields["warehouse"] != nil)
    }

    @Test("the OFD passes every check and carries the standard's metadata")
    func ofd() async throws {
        let city = try await TestCity()
        let (_, licence) = try await issued(city)
        let verification = try await city.platform.licences.verify(file: city.bytes(licence.ofd))
        #expect(verification.file.isValid && verification.isOriginal, "\(verification.file.checks.filter { !$0.passed })")
        #expect(verification.licence == licence)
        let document = try #require(verification.file.document)
        #expect(document["certificateIdentifier"] == licence.identifier.text && document["certificateNumber"] == licence.number)
        #expect(document["certificateExpiringDate"] == "20311007" && document["certificateHolderCode"] == "410204198512120022")
        #expect(verification.file.stamps.count == 1)
    }

    @Test("the PDF says what the licence says",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext"), "needs pdftotext"))
    func pdf() async throws {
        let city = try await TestCity()
        let (_, licence) = try await issued(city)
        let text = try pdfText(try await city.bytes(licence.pdf)).filter { !$0.isWhitespace }
        for words in ["食品经营许可证", licence.number, "李晓梅", "410204198512120022", "2026年10月8日至2031年10月7日", "开封市市场监督管理局", "扫码验证真伪"] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(text.contains(licence.identifier.text))
    }

    @Test("issued twice, it is one licence; issued at once as often, it is still one")
    func once() async throws {
        let city = try await TestCity()
        let (record, licence) = try await issued(city)
        let grant = try #require(await grant(of: record, licence, city))
        #expect(try await city.platform.licences.issue(grant) == licence)
        let all = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<4 { group.addTask { try await city.platform.licences.issue(grant).identifier.text } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(all == [licence.identifier.text])
        try await city.platform.settle()
        let acts = try await city.platform.ledger.acts(of: Subject("licence", licence.identifier.text)).elements.map(\.act.kind)
        #expect(acts == ["licence.issued"])
    }

    @Test("refused and withdrawn cases give none", arguments: [true, false])
    func none(isRefused: Bool) async throws {
        let city = try await TestCity()
        let record = try await city.accepted()
        if isRefused {
            _ = try await city.platform.cases.pass(record.id, opinion: "不符合", by: city.staff("scjg-officer"))
            _ = try await city.platform.cases.refuse(record.id, reason: "布局不符", by: city.staff("scjg-chief"))
        } else {
            _ = try await city.platform.cases.withdraw(record.id, by: city.person("lixiaomei"))
        }
        try await city.platform.settle()
        #expect(try await city.platform.licences.find(ofCase: record.id.text) == nil)
    }

    @Test("a licence is found by its holder and by nobody else")
    func sight() async throws {
        let city = try await TestCity()
        let (_, licence) = try await issued(city)
        let licences = city.platform.licences
        let holder = try await city.platform.identity.holder(of: city.session("lixiaomei"))
        let stranger = try await city.platform.identity.holder(of: city.session("wanghai"))
        #expect(try await licences.mine(holder.sight(at: city.clock.now)).elements == [licence])
        #expect(try await licences.mine(stranger.sight(at: city.clock.now)).elements.isEmpty)
        await #expect(throws: Problem("licence.not_found", .notFound)) {
            try await licences.find(licence.id, in: stranger.sight(at: city.clock.now))
        }
    }

    private func grant(of record: Case, _ licence: Licence, _ city: TestCity) async throws -> LicenceGrant? {
        let content = try await city.platform.cases.file(record.id, in: .platform).content
        return LicenceGrant(
            caseID: record.id.text, caseNumber: record.number, type: licence.type, itemCode: record.itemCode, itemName: record.itemName,
            issuer: record.body, region: record.region,
            holder: LicenceHolder(kind: .person, name: content.holder.name, code: content.holder.code),
            fields: [:], account: record.account, isVouched: true, grantedOn: LocalDate(city.clock.now))
    }

    private func pdfText(_ bytes: [UInt8]) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "licence-\(UUID().uuidString).pdf").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        FileManager.default.createFile(atPath: path, contents: Data(bytes))
        let process = Process(), output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/pdftotext")
        process.arguments = [path, "-"]
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self)
    }
}

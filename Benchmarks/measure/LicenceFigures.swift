import Foundation
import Kernel
import Licences
import Organisations
import Platform
import Standards

/// Licences issued from grants: numbered, laid out or empty, sealed, kept as OFD and PDF, put on the ledger.
enum LicenceFigures {
    /// - Parameter file: where an identifier is written that the verification page then knows.
    static func print(_ directory: String, seconds: Double, signatures: Double?, identifierTo file: String?) async throws {
        try await inCity(directory) { city in
            let (rate, last) = try await issue(in: city, for: seconds)
            city.figure("licence_issued", rate, "/s of a core", reference: 150)
            if let file { try last.write(toFile: file, atomically: true, encoding: .utf8) }
        }
        try await inCity(directory, pages: .blank) { city in
            let (rate, _) = try await issue(in: city, for: seconds)
            city.figure("licence_issued_without_pages", rate, "/s of a core", reference: signatures.map { $0 / 2 })
        }
    }

    /// One after another; the time is that of all processors together.
    private static func issue(in city: Platform, for seconds: Double) async throws -> (rate: Double, last: String) {
        guard let type = city.licences.types.all.first(where: { $0.holder != "person" }),
              let body = city.organisations.directory.bodies.first(where: { $0.code == "11410200MBKF000359" }) else {
            throw Problem("benchmark.wrong", .fault, reason: "the city has no licence to issue")
        }
        let start = processorSeconds, end = ContinuousClock.now + .seconds(seconds)
        var count = 0, last = ""
        while ContinuousClock.now < end {
            let grant = grant(type, by: body.code, in: body.region)
            last = try await city.licences.issue(grant).identifier.text
            count += 1
        }
        return (Double(count) / (processorSeconds - start), last)
    }

    private static func grant(_ type: LicenceType, by issuer: String, in region: String) -> LicenceGrant {
        let holder = LicenceHolder(kind: .legal, name: "开封市龙亭区宋都小厨", code: "92410202MAKF00015N")
        return LicenceGrant(
            caseID: ID<Licence>(at: SystemClock().now, SystemRandom()).text, caseNumber: "", type: type.code, itemCode: "",
            itemName: "食品经营许可", issuer: issuer, region: region, holder: holder,
            fields: Dictionary(uniqueKeysWithValues: type.fields.map { ($0.key, "开封市龙亭区宋都御街 12 号") }), account: nil,
            isVouched: true, grantedOn: SystemClock().today)
    }
}

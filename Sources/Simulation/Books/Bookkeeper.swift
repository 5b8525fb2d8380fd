import Catalogue
import Cases
import Foundation
import Kernel
import Ledger
import Organisations
import Platform
import Signing
import Storage
import Web

/// Reads the books. Acts are never changed, so those read before are kept; the audit sees to it that they are still what they were.
final class Bookkeeper {
    private let canary: Canary
    private var acts: [ActEntry] = []
    private var items: [String: PublishedItem] = [:]

    init(secrets: [String]) { canary = Canary(secrets: secrets) }

    /// - Parameter isThorough: whether all texts are searched for personal data, which takes longest.
    func read(_ platform: Platform, at now: Timestamp, isThorough: Bool = true) async throws -> Books {
        let read = acts.count, fresh = try await platform.database.read { try $0.acts(from: read) }
        acts += fresh
        let rows = try await platform.database.read { try BookRows($0) }
        for entry in rows.cases where items["\(entry.item)/\(entry.version)"] == nil {
            items["\(entry.item)/\(entry.version)"] = try await platform.catalogue.item(entry.item, version: entry.version)
        }
        let folder = platform.folder
        return Books(
            now: now, calendar: folder.calendar, rule: folder.lights, acceptanceDays: folder.caseRules.acceptanceDays,
            correctionDays: folder.caseRules.correctionDays, cases: rows.cases, acts: acts, documents: rows.documents,
            licences: rows.licences, lights: rows.lights, lightCounts: rows.lightCounts, decided: rows.decided, onTime: rows.onTime,
            steps: rows.steps, serials: rows.serials, jobs: rows.jobs, posts: rows.posts,
            workCounts: try await workCounts(platform, rows.posts), items: items, audit: try await audit(platform, at: now),
            exposures: isThorough ? try await canary.search(platform.database) : [])
    }

    private func audit(_ platform: Platform, at now: Timestamp) async throws -> AuditReport {
        let pem = FileManager.default.contents(atPath: "\(platform.directory.path)/keys/ledger.pem") ?? Data()
        let key = try Certificate(pem: String(decoding: pem, as: UTF8.self)).publicKey
        return try await LedgerAudit(signatures: .newest, trusting: key, expecting: now).run(platform.database)
    }

    /// Asked as the desks ask.
    private func workCounts(_ platform: Platform, _ posts: [PostEntry]) async throws -> [WorkCount] {
        let city = platform.folder.city
        var counts = [WorkCount(
            role: "window", body: nil, region: city.caseQueryPrefix,
            counted: try await platform.cases.workCount(["window"], in: .region(prefix: city.caseQueryPrefix)))]
        for role in ["officer", "chief"] {
            for body in Set(posts.filter { $0.roles.contains(role) }.map(\.body)).sorted() {
                let counted = try await platform.cases.workCount([role], in: .body(body))
                counts.append(WorkCount(role: role, body: body, region: nil, counted: counted))
            }
        }
        return counts
    }
}

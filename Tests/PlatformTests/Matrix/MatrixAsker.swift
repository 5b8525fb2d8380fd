import Cases
import HTTPTypes
import Identity
import Kernel
import Platform
import Storage
import TestKit
import Web

/// Asks one route as one role, on every target that the route has, and says in the table's words what was answered.
final class MatrixAsker {
    private let cast: MatrixCast
    private let targets: MatrixTargets
    private var browsers: [MatrixRole: (Browser, token: String?)] = [:]
    private var licence: String?
    /// Requests that were refused, and yet an act was written.
    private(set) var trespasses: [String] = []

    init() async throws {
        cast = try await MatrixCast(try await TestCity())
        targets = MatrixTargets(cast)
    }

    /// `200`, or `200,404,404,404` on the four cases when they are not alike; `in` where one is led to the sign-in page, `desk` where
    /// one of staff is led from a citizen's page to his own.
    func answer(_ row: MatrixTable.Row, _ role: MatrixRole) async throws -> String {
        let isAboutCase = row.path.contains("cases/:id")
        var answers: [String] = []
        // Verifying and receipts are limited by the minute, whoever asks.
        if role == .visitor { cast.city.clock.advance(.minutes(1)) }
        for target in isAboutCase ? MatrixTarget.allCases : [.own] { answers.append(try await ask(row, role, target)) }
        return Set(answers).count == 1 ? answers[0] : answers.joined(separator: ",")
    }

    private func ask(_ row: MatrixTable.Row, _ role: MatrixRole, _ target: MatrixTarget) async throws -> String {
        let state = row.filling["state"] ?? "received"
        let (path, fields) = try await filled(row, role, target, state)
        if browsers[role] == nil { browsers[role] = try await cast.browser(role) }
        guard let (browser, token) = browsers[role] else { return "?" }
        let before = try await acts()
        let answer = try await send(row, path, fields, browser, token)
        let isSignIn = answer.status == 303 && (answer.location?.hasPrefix("/sign-in") ?? false)
        let isDesk = answer.status == 303 && Self.isOfCitizens(row) && Self.desks.contains(answer.location ?? "")
        let isRefused = answer.status >= 400 || isSignIn || isDesk
        if isRefused, try await acts() != before { trespasses.append("\(row.route) as \(role) on \(target)") }
        if !isRefused, row.method == "POST" {
            targets.forget(target, state)
            // Signed out, or in another capacity now: he begins anew.
            if !row.path.contains(":") { browsers[role] = nil }
        }
        return isSignIn ? "in" : isDesk ? "desk" : "\(answer.status)"
    }

    private static let desks = ["/window", "/office", "/supervision", "/console", "/console/security"]
    private static func isOfCitizens(_ row: MatrixTable.Row) -> Bool { row.path.hasPrefix("/me") || row.path.hasPrefix("/apply") }

    private func send(
        _ row: MatrixTable.Row, _ path: String, _ fields: [String: String], _ browser: Browser, _ token: String?
    ) async throws -> Browser.Answer {
        if row.path.hasPrefix("/api/") {
            // Programs show their token in a header, and have no cookies.
            let program = try await cast.city.browser()
            var headers: HTTPFields = row.method == "POST" ? [.contentType: "application/json"] : [:]
            if let token { headers[.authorization] = "Bearer \(token)" }
            let body = JSON.object(fields.mapValues { Int($0).map { .number(Double($0)) } ?? .string($0) }).encoded
            return try await program.send(row.method == "POST" ? .post : .get, path, headers: headers,
                                          body: row.method == "POST" ? Array(body.utf8) : [])
        }
        guard row.method == "POST" else { return try await browser.get(path) }
        guard row.filling["file"] != nil, let key = path.split(separator: "/").last else { return try await browser.post(path, fields) }
        return try await browser.upload(path, field: "file.\(key)", fileName: "a.pdf", Array("%PDF-1.4 matrix".utf8), fields)
    }

    /// The path with everything in it, and the form with what the page would have shown.
    private func filled(
        _ row: MatrixTable.Row, _ role: MatrixRole, _ target: MatrixTarget, _ state: String
    ) async throws -> (path: String, fields: [String: String]) {
        var fields = row.filling.filter { !["state", "file", "query", "settled"].contains($0.key) }, id = ""
        if row.path.contains("cases/:id") {
            let found = try await targets.id(target, state)
            id = found.text
            let seen = try await targets.seen(found)
            fields.merge(["revision": "\(seen.revision)", "work": "\(seen.work)"]) { $1 }
            if row.path.contains(":key") { fields["key"] = try await targets.material(of: found) }
            if row.filling["settled"] != nil { try await cast.city.platform.settle() }
            if row.path.contains(":act") { fields["act"] = try await targets.act(on: found) }
        } else if row.path.contains("/drafts/:id") {
            id = try await targets.draft().text
        } else if row.path.contains("/licences/:id") {
            if licence == nil { licence = try await targets.licence() }
            id = licence ?? ""
        } else if row.path.contains("/people/:id") {
            id = try await targets.person
        }
        if row.path.contains(":draft") { fields["draft"] = try await targets.draft(of: .hall).text }
        fields["id"] = id
        let parts = row.path.split(separator: "/", omittingEmptySubsequences: false).map { part -> String in
            guard part.hasPrefix(":") else { return part == "**" ? "x.css" : String(part) }
            return fields.removeValue(forKey: String(part.dropFirst())) ?? "x"
        }
        fields["id"] = nil
        return (parts.joined(separator: "/") + (row.filling["query"].map { "?\($0)" } ?? ""), fields)
    }

    private func acts() async throws -> Int {
        try await cast.city.platform.database.read { try $0.row("SELECT COUNT(*) AS n FROM act")?.get("n") ?? 0 }
    }
}

import Cases
import Catalogue
import Identity
import Kernel
import Ledger
import Licences
import Organisations
import Platform
import TestKit
import Web

/// Which case is asked for: each stands for one way in which a case may be somebody else's.
enum MatrixTarget: String, CaseIterable {
    /// Of 李晓梅 (l4), decided by the market bureau, in Longting.
    case own
    /// Of a company (agent, former), decided by another body.
    case body
    /// Of another person (l1), in another district.
    case region
    /// Of another person (l2), otherwise as the first.
    case person
}

/// The cases and what else is asked for, made when they are needed, and made anew when somebody has changed them.
final class MatrixTargets {
    private let cast: MatrixCast
    private var city: TestCity { cast.city }
    private var kept: [String: ID<Case>] = [:]
    private var count = 0

    init(_ cast: MatrixCast) { self.cast = cast }

    func id(_ target: MatrixTarget, _ state: String) async throws -> ID<Case> {
        let key = "\(target) \(state)"
        if let id = kept[key] { return id }
        let record = try await submitted(target)
        kept[key] = record.id
        try await bring(target, record, to: state)
        return record.id
    }

    func forget(_ target: MatrixTarget, _ state: String) { kept["\(target) \(state)"] = nil }

    /// What a page of the case would say.
    func seen(_ id: ID<Case>) async throws -> (revision: Int, work: Int) {
        let record = try await city.platform.cases.find(id, in: .platform)
        return (record.revision, try await city.platform.cases.tasks(of: record).first?.work ?? 0)
    }

    private func submitted(_ target: MatrixTarget) async throws -> Case {
        switch target {
        case .own: return try await submit("food-operation-permit", by: .l4, region: "410202001000")
        case .person: return try await submit("food-operation-permit", by: .l2, region: "410202001000")
        case .region:
            // He could apply when he was better known; what he sees is what the level of today shows him.
            try await cast.set(level: 3, of: .l1)
            let record = try await submit("food-operation-permit", by: .l1, region: "410203001000")
            try await cast.set(level: 1, of: .l1)
            return record
        case .body:
            let account: ID<Account> = ID(trusted: try await cast.session(.former).actor.id), identity = city.platform.identity
            try await identity.authorise(account, for: MatrixCast.company, scope: .full, by: .system("test"))
            let record = try await submit("construction-permit", by: .former, region: nil, for: MatrixCast.company)
            try await identity.authorise(account, for: MatrixCast.company, scope: .full, until: city.clock.now, by: .system("test"))
            return record
        }
    }

    private func submit(_ slug: String, by role: MatrixRole, region: String?, for company: String? = nil) async throws -> Case {
        var view = try await cast.session(role)
        if let company {
            let token = try await cast.token(role) ?? ""
            guard let own = try await city.platform.identity.session(for: token) else { throw Problem("auth.required", .unauthenticated) }
            try await city.platform.identity.changeCapacity(of: own, to: company)
            view = try await city.platform.identity.session(for: token) ?? own
        }
        let applicant = try await city.platform.identity.applicant(of: view)
        var application = try await city.application(slug, by: applicant.holder)
        if let region { application.values["region"] = .string(region) }
        count += 1
        return try await city.platform.cases.submit(application, for: city.item(slug), by: applicant, key: "matrix-\(count)")
    }

    /// The first material that came with it.
    func material(of id: ID<Case>) async throws -> String {
        try await city.platform.cases.file(id, in: .platform).materials.first?.key ?? ""
    }

    private func bring(_ target: MatrixTarget, _ record: Case, to state: String) async throws {
        let cases = city.platform.cases, clerk = try await city.staff("window01")
        switch state {
        case "received": break
        case "correcting":
            let key = try await material(of: record.id)
            _ = try await cases.requestCorrection(record.id, [.init(key: key, reason: "看不清")], by: clerk)
            // What its holder, or who acts for him now, has gathered for it so far.
            let role: MatrixRole = target == .own ? .l4 : target == .body ? .agent : target == .region ? .l1 : .l2
            let account = try await cast.session(role).actor.id, gathered = try await city.material(key)
            _ = try await cases.changeCorrection(of: cases.file(record.id, in: .platform), account: account) { $0.materials = [gathered] }
        default:
            _ = try await cases.accept(record.id, by: clerk)
            guard state == "passed", record.body == "11410200MBKF000359" else { return }
            _ = try await cases.pass(record.id, opinion: "符合要求", by: city.staff("scjg-officer"))
        }
    }

    // MARK: - What else stands in paths

    /// The draft that 李晓梅 has begun, or that a clerk has begun for her.
    func draft(of clerk: MatrixRole? = nil) async throws -> ID<Draft> {
        let applicant = try await city.platform.identity.applicant(of: cast.session(.l4))
        var owner = applicant.account.text
        if let clerk { owner = "\(try await cast.session(clerk).actor.id)/\(try await person)" }
        return try await city.platform.cases.beginDraft(
            city.item(), by: applicant, situation: ["kind": "catering", "area": "large", "special": "no"], account: owner).id
    }

    /// 李晓梅, whom the clerk of the city's hall has before her with her card, and no other clerk.
    var person: String { get async throws { try await city.visit("lixiaomei", to: "window01").person.id.text } }

    func licence() async throws -> String {
        let record = try await city.granted()
        return try await city.platform.licences.find(ofCase: record.id.text)?.id.text ?? ""
    }

    func act(on id: ID<Case>) async throws -> String {
        try await city.platform.ledger.acts(of: Case.subject(id)).elements.first?.act.id.text ?? ""
    }
}

import Cases
import Identity
import Kernel
import Organisations
import Platform
import Storage
import TestKit
import Web

/// Who asks, in the order of the table's columns.
enum MatrixRole: String, CaseIterable {
    case visitor, l1, l2, l4
    /// For a company: one whose mandate lives, and one whose mandate has ended, who typed its case when it lived.
    case agent, former
    /// Clerks: of the city's hall, of the hall of Longting district, of another district, and of the traffic police's own window.
    case hall, county, elsewhere, counter
    /// Of the body that decides: officer, chief, and one who is both.
    case officer, chief, both
    case supervisor, admin, auditor

    var isStaff: Bool { ![.visitor, .l1, .l2, .l4, .agent, .former].contains(self) }
    var isClerk: Bool { [.hall, .county, .elsewhere, .counter].contains(self) }

    /// By what he signs in; nobody for a visitor.
    var login: String? {
        switch self {
        case .visitor: nil
        case .l1: MatrixCast.mobile
        case .l2: "liujia"
        case .l4: "lixiaomei"
        case .agent: "wanghai"
        case .former: "chenguodong"
        case .hall: "window01"
        case .county: "window05"
        case .elsewhere: "window-shunhe"
        case .counter: "window04"
        case .officer: "scjg-officer"
        case .chief: "scjg-chief"
        case .both: "scjg-both"
        case .supervisor: "supervisor"
        case .admin: "scjg-admin"
        case .auditor: "scjg-auditor"
        }
    }
}

/// The people of the matrix beside those of the demonstration, and their browsers.
struct MatrixCast {
    static let mobile = "13900000011", company = "91410202MAKF00023L"
    private static let password = "kzmv-4826-tqhb"

    let city: TestCity

    init(_ city: TestCity) async throws {
        self.city = city
        _ = try await city.platform.identity.register(Registration(
            name: "白鹭", idNumber: "41020219850101001X", mobile: Self.mobile, password: Self.password, again: Self.password,
            today: city.clock.today))
        _ = try await city.appoint(Appointment(
            login: "window-shunhe", name: "回春", staffNo: "KF09002", body: "12410200MBKF00027B", region: "410203000000", roles: [.window],
            post: "顺河回族区综合窗口"))
        _ = try await city.appoint(Appointment(
            login: "scjg-both", name: "方圆", staffNo: "KF09001", body: "11410200MBKF000359", region: "410200000000",
            roles: [.officer, .chief], post: "行政审批科 副科长"))
        // Of the body that decides, whose cases they nevertheless don't see.
        for (login, staffNo, role) in [("scjg-admin", "KF09003", StaffMember.Role.administrator), ("scjg-auditor", "KF09004", .auditor)] {
            _ = try await city.appoint(Appointment(
                login: login, name: "柳叶", staffNo: staffNo, body: "11410200MBKF000359", region: "410200000000", roles: [role],
                post: "信息科"))
        }
        try await set(level: 4, of: .l4)
        try await set(level: 2, of: .l2)
    }

    /// How surely somebody is known, whatever came of it so far.
    func set(level: Int, of role: MatrixRole) async throws {
        let account = try await session(role).actor.id
        try await city.platform.database.write { try $0.execute("UPDATE account SET assurance = \(level) WHERE id = \(account)") }
    }

    func token(_ role: MatrixRole) async throws -> String? {
        guard let login = role.login else { return nil }
        guard role == .l1 else { return try await city.token(login) }
        return try await city.platform.identity.signIn(login, password: Secret(Self.password), from: "127.0.0.1").token.reveal()
    }

    func session(_ role: MatrixRole) async throws -> SessionView {
        let token = try await token(role)
        guard let view = try await city.platform.identity.session(for: token ?? "") else {
            throw Problem("auth.required", .unauthenticated)
        }
        return view
    }

    /// Signed in, with the token of a page of his; the agent in the company's name.
    func browser(_ role: MatrixRole) async throws -> (Browser, token: String?) {
        let browser = try await city.browser(), token = try await token(role)
        if let token {
            browser.signIn(token)
            if role == .agent, let view = try await city.platform.identity.session(for: token) {
                try await city.platform.identity.changeCapacity(of: view, to: Self.company)
            }
        }
        _ = try await browser.get("/track")
        return (browser, token)
    }
}

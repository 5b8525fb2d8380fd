import Catalogue
import Identity
import Kernel
import Organisations
import Platform

/// One of the staff as the simulator knows him: how he signs in, and what is his to do.
struct Worker: Sendable {
    let login: String
    let password: String
    let body: String
    let role: StaffMember.Role
    /// The token of the session that he opened last.
    var token: String?
    /// The last day of his leave.
    var awayUntil: LocalDate?

    func isAway(on day: LocalDate) -> Bool { awayUntil.map { day <= $0 } ?? false }
}

/// The staff that a city needs: clerks at its windows, an officer or two and a chief in every body that has items.
struct Roster {
    let platform: Platform
    let clerks: Int
    let chance: Chance

    func appoint(_ passed: () -> Void) async throws -> [Worker] {
        let directory = platform.organisations.directory
        let bodies = Set(platform.catalogue.current.items.map(\.item.body)).sorted()
        let hall = directory.bodies.first { $0.kind == .hall && $0.region == platform.folder.city.region }?.code ?? bodies.first ?? ""
        var posts = (1...max(1, clerks)).map { ("window\($0)", hall, StaffMember.Role.window) }
        for (place, body) in bodies.enumerated() {
            posts += (1...chance.number(1...2)).map { ("officer\(place)-\($0)", body, .officer) }
            posts.append(("chief\(place)", body, .chief))
        }
        var workers: [Worker] = []
        for (place, post) in posts.enumerated() {
            passed()
            let password = "铁塔-\(chance.text(12, from: "abcdefghjkmnpqrstuvwxyz"))-9"
            let worker = Worker(login: "sim-\(post.0)", password: password, body: post.1, role: post.2)
            _ = try await platform.identity.appoint(
                Appointment(login: worker.login, name: "模拟员工\(place + 1)", staffNo: "SIM\(padded(place + 1, 5))", body: worker.body,
                            region: directory.body(worker.body)?.region ?? platform.folder.city.region, roles: [worker.role],
                            post: "模拟岗位"),
                password: Secret(worker.password), by: .system("simulate"))
            workers.append(worker)
        }
        return workers
    }
}

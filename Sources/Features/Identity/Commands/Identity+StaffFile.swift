import Kernel
import Organisations

/// A member of staff as a file names him (`tongban import staff`).
struct StaffRow: Decodable {
    let login: String, name: String, nameEn: String?, staffNo: String
    let body: String, region: String, roles: [StaffMember.Role], post: String

    var appointment: Appointment {
        Appointment(login: login, name: name, nameEn: nameEn, staffNo: staffNo, body: body, region: region, roles: Set(roles), post: post)
    }
}

/// The first password of somebody who was taken on: shown once, to whoever took him on.
public struct FirstPassword: Sendable, Hashable {
    public let login: String, name: String, password: String
}

extension Identity {
    /// Takes on the staff of a list, row by row; whoever is there already, or can't be read, is refused with the reason.
    /// - Throws: `import.json` when it is no list.
    public func appoint(file json: [UInt8], by actor: Actor) async throws -> (report: ImportReport, passwords: [FirstPassword]) {
        guard let rows = try? JSON(parsing: json).array else { throw Problem("import.json", .invalid) }
        var report = ImportReport(), passwords: [FirstPassword] = []
        for (place, row) in rows.enumerated() {
            let login = row.object?["login"]?.string ?? ""
            do {
                let appointment = try staffRow(row).appointment, password = passwordByChance
                _ = try await appoint(appointment, password: Secret(password), isGiven: true, by: actor)
                report.added += 1
                passwords.append(FirstPassword(login: appointment.login, name: appointment.name, password: password))
            } catch let problem as Problem {
                report.refuse(place + 1, login, problem)
            }
        }
        return (report, passwords)
    }

    private func staffRow(_ row: JSON) throws -> StaffRow {
        guard let staff = try? JSONText.decode(StaffRow.self, from: JSONText.encode(row)) else {
            throw Problem("identity.staff_row", .invalid)
        }
        return staff
    }

    /// Three groups that can be read out: kzmv-4826-tqhb.
    var passwordByChance: String {
        let letters = "abcdefghjkmnpqrstuvwxyz"
        return "\(random.text(4, from: letters))-\(random.text(4, from: "23456789"))-\(random.text(4, from: letters))"
    }
}

import Kernel
import Organisations
import Standards
import Storage
import Web

/// Which lights somebody may see. It is part of every query: what is outside is not found.
enum SupervisionScope: Sendable, Hashable {
    /// The platform itself.
    case everything
    /// A chief: those of his own body.
    case body(String)
    /// A supervisor: those of his city or county, by the digits that its codes begin with.
    case region(prefix: String)

    /// - Throws: `auth.required`, or `auth.forbidden` for one who does not watch over a body, a county or the city.
    init(_ context: TongbanContext) throws {
        let session = try context.require(role: StaffMember.Role.supervisor.rawValue, StaffMember.Role.chief.rawValue)
        if session.roles.contains(StaffMember.Role.supervisor.rawValue), let prefix = session.region.flatMap({ RegionCode($0) })?.prefix,
           prefix.utf8.count <= 6 {
            self = .region(prefix: prefix)
        } else if session.roles.contains(StaffMember.Role.chief.rawValue), let body = session.actor.body {
            self = .body(body)
        } else {
            throw Problem("auth.forbidden", .forbidden)
        }
    }

    var condition: SQL {
        switch self {
        case .everything: "1 = 1"
        case .body(let code): "body = \(code)"
        case .region(let prefix) where prefix.utf8.count == 6: "area = \(prefix)"
        // Nearly every row is within the city: the condition must not tempt the engine away from the index that gives the order.
        case .region(let prefix): "area >= \(prefix) AND area < \(prefix + "a")"
        }
    }
}

/// Which lights of those are asked for; what is empty asks for all.
struct LightFilter: Sendable, Hashable {
    var body = "", area = ""
    /// `nil` asks for the open ones.
    var lamp: Lamp?

    init(body: String = "", area: String = "", lamp: Lamp? = nil) { (self.body, self.area, self.lamp) = (body, area, lamp) }

    /// From the query of an address; what is no light of ours is taken as none.
    init(_ query: FormInput) {
        self.init(body: query["body"], area: query["area"], lamp: Lamp(rawValue: query["light"]))
    }

    var lamps: [Lamp] { lamp.map { [$0] } ?? Lamp.open }

    var condition: SQL {
        let ofBody: SQL = body.isEmpty ? "" : "AND body = \(body)"
        let ofArea: SQL = area.isEmpty ? "" : "AND area = \(area)"
        return ofBody + ofArea
    }

    /// What is asked for, as an act says it: codes, never what else somebody wrote into the address.
    var facts: [String: String] {
        let isCode = { (text: String) in text.utf8.count <= 18 && text.utf8.allSatisfy { 48...57 ~= $0 || 65...90 ~= $0 } }
        return ["body": isCode(body) ? body : "", "area": isCode(area) ? area : "", "light": lamp?.rawValue ?? ""]
    }

    /// `/supervision/cases?body=…&light=red`
    func path(_ base: String = "/supervision/cases") -> String {
        let parts = [("body", body), ("area", area), ("light", lamp?.rawValue ?? "")].filter { !$0.1.isEmpty }
        return parts.isEmpty ? base : "\(base)?\(parts.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&"))"
    }
}

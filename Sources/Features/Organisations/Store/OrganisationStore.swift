import Kernel
import Storage

/// All SQL about regions and bodies.
enum OrganisationStore {
    /// A city has thousands of regions; this is only a guard against a table that is not ours.
    private static let most = 200_000

    static func regions(_ tx: any Reading) throws -> [Region] {
        try tx.rows("SELECT * FROM region ORDER BY code LIMIT \(most)").map(Region.init)
    }

    static func bodies(_ tx: any Reading) throws -> [Body] {
        try tx.rows("SELECT * FROM body ORDER BY code LIMIT \(most)").map(Body.init)
    }

    static func put(_ region: Region, _ tx: any Transaction) throws {
        try tx.execute("""
            INSERT INTO region (code, name, level, parent, type, edition, status, ministry_code)
            VALUES (\(region.code), \(region.name), \(region.level.rawValue), \(region.parent), \(region.type),
                    \(region.edition), \(region.status.rawValue), \(region.ministryCode))
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, level = excluded.level, parent = excluded.parent,
                type = excluded.type, edition = excluded.edition, status = excluded.status, ministry_code = excluded.ministry_code
            """)
    }

    static func put(_ body: Body, _ tx: any Transaction) throws {
        try tx.execute("""
            INSERT INTO body (code, name, name_en, short_name, region, parent, kind, address, phone, hours, seal_name)
            VALUES (\(body.code), \(body.name), \(body.nameEn), \(body.shortName), \(body.region), \(body.parent),
                    \(body.kind.rawValue), \(body.address), \(body.phone), \(body.hours), \(body.sealName))
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, short_name = excluded.short_name,
                region = excluded.region, parent = excluded.parent, kind = excluded.kind, address = excluded.address,
                phone = excluded.phone, hours = excluded.hours, seal_name = excluded.seal_name
            """)
    }
}

extension Region {
    fileprivate init(_ row: Row) throws {
        self.init(code: try row.get("code"), name: try row.get("name"), level: try row.get("level", in: "region"),
                  parent: try row.find("parent"), type: try row.get("type"), edition: try row.get("edition"),
                  status: try row.get("status", in: "region"),
                  ministryCode: try row.find("ministry_code"))
    }
}

extension Body {
    fileprivate init(_ row: Row) throws {
        self.init(code: try row.get("code"), name: try row.get("name"), nameEn: try row.find("name_en"),
                  shortName: try row.get("short_name"), region: try row.get("region"), parent: try row.find("parent"),
                  kind: try row.get("kind", in: "body"), address: try row.get("address"), phone: try row.get("phone"),
                  hours: try row.get("hours"), sealName: try row.get("seal_name"))
    }
}

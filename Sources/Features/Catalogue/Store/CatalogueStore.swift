import Forms
import Kernel
import Storage

/// All SQL of the catalogue.
enum CatalogueStore {
    /// The newest version of every item that may be applied for.
    static func current(plain: Form, in tx: any Reading) throws -> [PublishedItem] {
        try tx.rows("""
            SELECT v.version, v.published_at, v.snapshot FROM item i
            JOIN item_version v ON v.code = i.code AND v.version = i.version
            WHERE i.state = 'published'
            """).map { try published($0, plain) }
    }

    static func version(_ version: Int, of code: String, plain: Form, in tx: any Reading) throws -> PublishedItem? {
        try tx.row("SELECT version, published_at, snapshot FROM item_version WHERE code = \(code) AND version = \(version)")
            .map { try published($0, plain) }
    }

    /// The newest version and its text, whether or not it may still be applied for.
    static func newest(_ code: String, in tx: any Reading) throws -> (version: Int, snapshot: String)? {
        try tx.row("""
            SELECT v.version, v.snapshot FROM item i JOIN item_version v ON v.code = i.code AND v.version = i.version
            WHERE i.code = \(code)
            """).map { (version: try $0.get("version"), snapshot: try $0.get("snapshot")) }
    }

    /// The code of the item that has this slug.
    static func owner(ofSlug slug: String, in tx: any Reading) throws -> String? {
        try tx.row("SELECT code FROM item WHERE slug = \(slug)").map { try $0.get("code") }
    }

    static func publish(_ item: ServiceItem, snapshot: String, version: Int, at now: Timestamp, in tx: any Transaction) throws {
        try tx.execute("""
            INSERT INTO item (code, slug, body, version, state, published_at)
            VALUES (\(item.code), \(item.slug), \(item.body), \(version), 'published', \(now))
            ON CONFLICT (code) DO UPDATE SET
                slug = excluded.slug, version = excluded.version, state = 'published', published_at = excluded.published_at
            """)
        try tx.execute("""
            INSERT INTO item_version (code, version, snapshot, published_at) VALUES (\(item.code), \(version), \(snapshot), \(now))
            """)
    }

    static func lifeEvents(in tx: any Reading) throws -> [LifeEvent] {
        try tx.rows("SELECT snapshot FROM life_event ORDER BY place").map { try JSONText.decode(from: $0.get("snapshot", as: String.self)) }
    }

    static func replace(lifeEvents: [LifeEvent], in tx: any Transaction) throws {
        try tx.execute("DELETE FROM life_event")
        for (place, event) in lifeEvents.enumerated() {
            try tx.execute("INSERT INTO life_event (key, place, snapshot) VALUES (\(event.key), \(place), \(JSONText.encode(event)))")
        }
    }

    private static func published(_ row: Row, _ plain: Form) throws -> PublishedItem {
        PublishedItem(item: try JSONText.decode(from: row.get("snapshot", as: String.self)), version: try row.get("version"),
                      publishedAt: try row.get("published_at"), plain: plain)
    }
}

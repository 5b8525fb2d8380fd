import Storage

/// Numbers in a row, without gaps: the next is taken in the transaction that uses it.
enum Serials {
    static func next(_ series: String, in tx: any Transaction) throws -> Int {
        let row = try tx.row("""
            INSERT INTO serial (series, last) VALUES (\(series), 1)
            ON CONFLICT (series) DO UPDATE SET last = serial.last + 1 RETURNING last
            """)
        guard let row else { throw RowMissing(series) }
        return try row.get("last")
    }
}

/// A row that the schema promises wasn't there.
struct RowMissing: Error {
    let what: String
    init(_ what: String) { self.what = what }
}

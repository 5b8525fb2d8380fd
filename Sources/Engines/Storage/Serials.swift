/// Numbers in a row, without gaps: the next is taken in the transaction that uses it, so what is undone leaves no hole.
public enum Serials {
    /// The next number of a series, from 1.
    public static func next(_ series: String, in tx: any Transaction) throws -> Int {
        let row = try tx.row("""
            INSERT INTO serial (series, last) VALUES (\(series), 1)
            ON CONFLICT (series) DO UPDATE SET last = serial.last + 1 RETURNING last
            """)
        guard let row else { throw RowMissing("serial \(series)") }
        return try row.get("last")
    }
}

/// A row that the schema promises wasn't there.
public struct RowMissing: Error, Sendable {
    public let what: String
    public init(_ what: String) { self.what = what }
}

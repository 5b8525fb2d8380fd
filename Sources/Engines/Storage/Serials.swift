/// Numbers in a row, without gaps: the next is taken in the transaction that uses it, so what is undone leaves no hole.
public enum Serials {
    /// The next number of a series, from 1; of several in a row, the first.
    public static func next(_ series: String, count: Int = 1, in tx: any Transaction) throws -> Int {
        let row = try tx.row("""
            INSERT INTO serial (series, last) VALUES (\(series), \(count))
            ON CONFLICT (series) DO UPDATE SET last = serial.last + excluded.last RETURNING last
            """)
        guard let row else { throw RowMissing("serial \(series)") }
        return try row.get("last", as: Int.self) - count + 1
    }
}

/// A row that the schema promises wasn't there.
public struct RowMissing: Error, Sendable {
    public let what: String
    public init(_ what: String) { self.what = what }
}

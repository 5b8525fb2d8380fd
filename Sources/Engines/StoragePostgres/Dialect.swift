import Storage

/// PostgreSQL's form of a portable statement: `?` becomes `$1`, `$2`, … and the named fragments of `Storage` their words. What stands in
/// quotes stays as it is.
enum Dialect {
    static func translate(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = [], place = 0, number = 0
        result.reserveCapacity(bytes.count + 16)
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "?"):
                number += 1
                result += "$\(number)".utf8
                if isTested(bytes[(place + 1)...]) { result += "::text".utf8 }
                place += 1
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                let end = bytes[(place + 1)...].firstIndex(of: bytes[place]) ?? bytes.count - 1
                result += bytes[place...end]
                place = end + 1
            case UInt8(ascii: "/") where bytes[place...].starts(with: "/*".utf8):
                let end = endOfComment(bytes, from: place)
                result += fragment(bytes[place..<end])
                place = end
            case UInt8(ascii: "-") where bytes[place...].starts(with: "--".utf8):
                place = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            default:
                result.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// `? IS NULL` gives the server nothing to tell the value's type by.
    private static func isTested(_ rest: ArraySlice<UInt8>) -> Bool { rest.starts(with: " IS N".utf8) }

    private static func endOfComment(_ bytes: [UInt8], from start: Int) -> Int {
        var place = start + 2
        while place + 1 < bytes.count {
            if bytes[place] == UInt8(ascii: "*"), bytes[place + 1] == UInt8(ascii: "/") { return place + 2 }
            place += 1
        }
        return bytes.count
    }

    private static func fragment(_ comment: ArraySlice<UInt8>) -> [UInt8] {
        if comment.elementsEqual(SQL.forUpdate.text.utf8) { return Array(" FOR UPDATE".utf8) }
        if comment.elementsEqual(SQL.skipLocked.text.utf8) { return Array(" FOR UPDATE SKIP LOCKED".utf8) }
        return Array(comment)
    }
}

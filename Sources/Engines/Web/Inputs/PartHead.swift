import Kernel

/// The head of a part: its field, and the file's name when it is a file.
struct PartHead: Equatable, Sendable {
    var field = ""
    var fileName: String?
}

func parse(head: String) throws -> PartHead {
    for line in head.split(separator: "\r\n") {
        let halves = line.split(separator: ":", maxSplits: 1)
        guard halves.count == 2, halves[0].trimmed.lowercased() == "content-disposition" else { continue }
        guard halves[1].trimmed.lowercased().hasPrefix("form-data"), let field = parameter("name", of: halves[1]), !field.isEmpty
        else { break }
        return PartHead(field: field, fileName: parameter("filename", of: halves[1]).map(safeFileName))
    }
    throw malformed("a part without a name")
}

/// The value of a parameter of a header: `form-data; name="photo"`. Browsers write a quote inside as `%22`.
func parameter(_ name: String, of header: some StringProtocol) -> String? {
    var rest = header[...].drop { $0 != ";" }
    while rest.first == ";" {
        rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
        let key = rest.prefix { $0 != "=" && $0 != ";" }
        rest = rest.dropFirst(key.count)
        guard rest.first == "=" else { continue }
        rest = rest.dropFirst()
        let value: String
        if rest.first == "\"" {
            rest = rest.dropFirst()
            let quoted = rest.prefix { $0 != "\"" }
            value = quoted.split(separator: "%22", omittingEmptySubsequences: false).joined(separator: "\"")
            rest = rest.dropFirst(quoted.count).drop { $0 != ";" }
        } else {
            value = rest.prefix { $0 != ";" }.trimmed
            rest = rest.drop { $0 != ";" }
        }
        if key.trimmed.lowercased() == name { return value }
    }
    return nil
}

/// A file's name without the path, without characters that mean something to a file system or a terminal, and at most 120 long.
public func safeFileName(_ name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last ?? ""
    let kept = last.unicodeScalars.filter { scalar in
        if scalar.isASCII { return scalar.value >= 32 && scalar.value != 127 && !"\"<>:|?*".utf8.contains(UInt8(scalar.value)) }
        return !scalar.properties.isBidiControl && !scalar.properties.isDefaultIgnorableCodePoint
    }
    let trimmed = String(String.UnicodeScalarView(kept)).trimmed.drop { $0 == "." }
    return trimmed.count <= 120 ? String(trimmed) : String(trimmed.suffix(120))
}

func malformed(_ reason: String) -> Problem { Problem("upload.malformed", .invalid, reason: reason) }

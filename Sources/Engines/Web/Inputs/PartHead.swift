import Kernel

/// The head of a part: its field, and the file's name when it is a file.
struct PartHead: Equatable, Sendable {
    var field = ""
    var fileName: String?
}

func parse(head: String) throws -> PartHead {
    for line in head.split(at: "\n") {
        guard let (name, value) = line.cut(at: ":"), name.trimmed.asciiLowercased.hasSameBytes(as: "content-disposition") else { continue }
        guard value.trimmed.asciiLowercased.begins(with: "form-data"), let field = parameter("name", of: value), !field.isEmpty
        else { break }
        return PartHead(field: field, fileName: parameter("filename", of: value).map(safeFileName))
    }
    throw malformed("a part without a name")
}

/// The value of a parameter of a header: `form-data; name="photo"`. Browsers write a quote inside as `%22`.
func parameter(_ name: String, of header: some StringProtocol) -> String? {
    var rest = Substring(header).unicodeScalars.drop { $0 != ";" }
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
            value = Substring(quoted).replacing(bytesOf: "%22", with: "\"")
            rest = rest.dropFirst(quoted.count).drop { $0 != ";" }
        } else {
            value = Substring(rest.prefix { $0 != ";" }).trimmed
            rest = rest.drop { $0 != ";" }
        }
        if Substring(key).trimmed.asciiLowercased.hasSameBytes(as: name) { return value }
    }
    return nil
}

/// A file's name without the path, without characters that mean something to a file system or a terminal, and at most 120 long.
public func safeFileName(_ name: String) -> String {
    let last = name.replacing(bytesOf: "\\", with: "/").split(at: "/").last { !$0.isEmpty } ?? ""
    let kept = FreeText.cleaned(last).unicodeScalars.filter { $0.value >= 32 && !"\"<>:|?*".unicodeScalars.contains($0) }
    let trimmed = String(String.UnicodeScalarView(kept)).trimmed.unicodeScalars.drop { $0 == "." }
    return String(trimmed.suffix(120))
}

func malformed(_ reason: String) -> Problem { Problem("upload.malformed", .invalid, reason: reason) }

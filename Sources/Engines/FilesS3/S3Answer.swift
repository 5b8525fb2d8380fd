import Foundation
#if canImport(FoundationXML)
import FoundationXML
#endif
import Kernel

/// What a store says in XML: a root, the values right below it, and the records, each with values of its own.
struct S3Answer: Sendable {
    struct Record: Sendable {
        let name: String
        let values: [String: String]
    }

    fileprivate(set) var root = ""
    fileprivate(set) var values: [String: String] = [:]
    fileprivate(set) var records: [Record] = []

    /// `nil` when the bytes are not XML.
    init?(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return nil }
        let reader = AnswerReader()
        let parser = XMLParser(data: Data(bytes))
        parser.shouldResolveExternalEntities = false
        parser.delegate = reader
        guard parser.parse() else { return nil }
        self = reader.answer
    }

    init() {}
}

/// A refusal as a store puts it.
struct S3Error: Sendable {
    let code: String

    init?(_ bytes: [UInt8]) {
        guard let answer = S3Answer(bytes), answer.root == "Error" else { return nil }
        code = answer.values["Code"] ?? ""
    }
}

private final class AnswerReader: NSObject, XMLParserDelegate {
    var answer = S3Answer()
    private var path: [String] = []
    private var text = ""
    private var record: [String: String] = [:]

    func parser(_: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]) {
        if path.isEmpty { answer.root = name }
        path.append(name)
        text = ""
    }

    func parser(_: XMLParser, foundCharacters string: String) { text += string }

    func parser(_: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        path.removeLast()
        switch path.count {
        case 2: record[name] = text
        case 1 where record.isEmpty: answer.values[name] = text
        case 1:
            answer.records.append(S3Answer.Record(name: name, values: record))
            record = [:]
        default: break
        }
    }
}

extension Timestamp {
    /// An instant as stores write it: `2026-11-24T05:44:11.000Z`, with or without the fraction.
    init?(s3 text: String) {
        let whole = Date.ISO8601FormatStyle(), fraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        guard let date = (try? fraction.parse(text)) ?? (try? whole.parse(text)) else { return nil }
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }
}

import Catalogue
import Kernel
import Ledger

extension Invariant {
    /// 一件一证
    static let licences = Invariant("every granted case whose item gives a licence has exactly one, and no other case has any") { books in
        let held = books.licences.reduce(into: [String: Int]()) { $0[$1.caseID, default: 0] += 1 }
        let issued = books.acts.filter { $0.kind == "licence.issued" }
            .reduce(into: [String: Int]()) { $0[$1.relatedID ?? "", default: 0] += 1 }
        return books.cases.compactMap { entry in
            let due = entry.result == "granted" && books.item(of: entry)?.item.result.licenceType != nil ? 1 : 0
            let found = held[entry.id] ?? 0, said = issued[entry.id] ?? 0
            guard found != due || said != due else { return nil }
            return "case \(entry.id) should have \(due) licences; it has \(found), the ledger says \(said)"
        }
    }

    /// 编号连续
    static let numbers = Invariant("no number is given twice, and no series has a gap") { books in
        books.doubled + books.gaps
    }

    static let ledger = Invariant("the ledger verifies") { books in
        let (audited, read) = (books.audit.acts, books.acts.count)
        return books.audit.problems.map { "\($0.code) at \($0.place)" } + (audited == read ? [] : ["\(audited) acts audited, \(read) read"])
    }

    static let privacy = Invariant("no name, identity number or mobile stands in the clear") { books in
        books.exposures.map { "personal data in \($0)" }
    }
}

extension Books {
    fileprivate var doubled: [String] {
        let kinds = [("case number", cases.map(\.number)), ("query number", cases.map(\.query)),
                     ("document number", documents.map(\.number)), ("licence", licences.map(\.identifier))]
        return kinds.flatMap { kind, numbers in
            Dictionary(grouping: numbers) { $0 }.filter { $0.value.count > 1 }.keys.sorted().map { "\(kind) \($0) stands twice" }
        }
    }

    /// Each series must have given exactly as many numbers as there are things that bear one.
    fileprivate var gaps: [String] {
        var given: [String: Int] = [:], borne: [String: Int] = [:]
        for (series, last) in serials { given[Self.family(series), default: 0] += last }
        for entry in cases {
            let day = LocalDate(entry.submittedAt).compact
            borne["case/\(entry.item)/\(day)", default: 0] += 1
            borne["query/\(day)", default: 0] += 1
        }
        for document in documents { borne["document/\(document.body)/\(document.issuedOn.year)", default: 0] += 1 }
        for act in acts where act.kind == "licence.numbered" {
            borne["licence/\(act.facts["type"] ?? "")/\(act.facts["issuer"] ?? "")/\(LocalDate(act.at).year)", default: 0] += 1
        }
        return Set(given.keys).union(borne.keys).sorted().filter { given[$0] ?? 0 != borne[$0] ?? 0 }.map {
            "\($0): \(given[$0] ?? 0) numbers given, \(borne[$0] ?? 0) borne"
        }
    }

    /// A body's kinds of document have a series each; together they must come to its documents.
    private static func family(_ series: String) -> String {
        let parts = series.split(separator: "/").map(String.init)
        guard let first = parts.first, let last = parts.last, parts.count > 2 else { return series }
        switch first {
        case "document": return "document/\(parts[1])/\(last)"
        case "query": return "query/\(last)"
        default: return series
        }
    }
}

import Cases
import Catalogue
import Files
import Forms
import Identity
import Kernel
import Organisations
import Platform
import Signing
import Web

extension TestCity {
    public func item(_ slug: String = "food-operation-permit") throws -> PublishedItem {
        guard let item = platform.catalogue.current.item(slug: slug) else { throw Problem("item.unknown", .notFound) }
        return item
    }

    /// An application that is complete: every field of the form filled with something that passes, every material given.
    public func application(
        _ slug: String = "food-operation-permit", by holder: Holder, situation: [String: String]? = nil
    ) async throws -> Application {
        let published = try item(slug), item = published.item
        let answers = situation ?? published.firstAnswers
        let values = try Sample.values(of: published.form, answers) { holder.value($0) }
        let wanted = published.decisions.ruling(answers, form: values).materials
        var materials: [CaseMaterial] = []
        for material in wanted where material.how == .upload { materials.append(try await self.material(material.key)) }
        return Application(
            situation: answers, values: values, materials: materials,
            promised: wanted.filter { $0.how == .commit }.map(\.key), declared: true)
    }

    /// A real file in the store, as a material of that row.
    public func material(_ key: String) async throws -> CaseMaterial {
        let file = try await platform.files.put(Array("%PDF-1.4 \(key)".utf8))
        return CaseMaterial(key: key, place: 1, fileName: "\(key).pdf", digest: file.digest.hex, size: file.size,
                            mediaType: "application/pdf", uploadedAt: clock.now)
    }

    /// A case handed in by a person of the cast.
    public func submitted(
        _ slug: String = "food-operation-permit", by login: String = "lixiaomei", key: String = "first"
    ) async throws -> Case {
        let applicant = try await applicant(login)
        return try await platform.cases.submit(application(slug, by: applicant.holder), for: item(slug), by: applicant, key: key)
    }

    /// A case that a clerk has accepted.
    public func accepted(_ slug: String = "food-operation-permit", by login: String = "lixiaomei") async throws -> Case {
        let record = try await submitted(slug, by: login)
        return try await platform.cases.accept(record.id, by: staff("window01"))
    }

    /// A case of the food permit that a chief has granted, with all that follows done.
    public func granted() async throws -> Case {
        let record = try await accepted()
        _ = try await platform.cases.pass(record.id, opinion: "材料齐全，符合要求", by: staff("scjg-officer"))
        let granted = try await platform.cases.grant(record.id, opinion: "同意", by: staff("scjg-chief"))
        try await platform.settle()
        return granted
    }
}

extension PublishedItem {
    /// The first option of every question that is asked.
    public var firstAnswers: [String: String] { decisions.completions(of: [:])?.first ?? [:] }
}

/// Something that passes for each field of a form.
enum Sample {
    static func values(of form: Form, _ situation: [String: String], known: (String) -> String?) -> [String: JSON] {
        let fields = form.pages.flatMap { $0.fields(for: .of(situation)) }
        let values = Dictionary(uniqueKeysWithValues: fields.map { field in
            (field.key, field.prefill?.account.flatMap(known).map(JSON.string) ?? value(for: field))
        })
        return form.check(values, facts: .of(situation)).values
    }

    private static func value(for field: FieldDefinition) -> JSON {
        if let constant = field.limits.constant { return constant }
        if let choice = field.choices.first { return field.kind == .list ? .array([choice.value]) : choice.value }
        switch field.kind {
        case .boolean: return .bool(true)
        case .number, .integer: return .number(max(field.limits.minimum?.number ?? 1, min(field.limits.maximum?.number ?? 86, 86)))
        case .list: return .array(["一"])
        case .text: return .string(text(for: field.limits))
        case .group: return .object(members(of: field))
        case .rows: return .array([.object(members(of: field))])
        }
    }

    private static func members(of field: FieldDefinition) -> [String: JSON] {
        Dictionary(uniqueKeysWithValues: field.fields.map { ($0.key, value(for: $0)) })
    }

    private static func text(for limits: FieldDefinition.Limits) -> String {
        switch limits.format {
        case "citizen-id": "410202199003077814"
        case "uscc": "92410202MAKF00015N"
        case "mobile-cn": "13800000001"
        case "region-code": "410202001000"
        case "date": "2020-05-06"
        case "money": "1200.50"
        case "email": "lixiaomei@example.com"
        default: byPattern(limits) ?? String(repeating: "宋", count: max(limits.minLength ?? 4, min(4, limits.maxLength ?? 4)))
        }
    }

    /// The patterns that the city's forms use, and something that each takes.
    private static func byPattern(_ limits: FieldDefinition.Limits) -> String? {
        limits.pattern.flatMap { pattern in
            ["2509-410202-89-01-544060", "410202123456", "91410200MAKF00023L001A", "410202GB00001F00010001ABCDEF"].first { text in
                (try? Regex(pattern).wholeMatch(in: text)) != nil
            }
        }
    }
}

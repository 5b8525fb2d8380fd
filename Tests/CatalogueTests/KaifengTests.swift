import Catalogue
import Forms
import Foundation
import Kernel
import Standards
import TestKit
import Testing

/// Kaifeng as data holds together: what one file names, another has.
@Suite("Kaifeng as data") struct KaifengTests {
    static let items: [ServiceItem] = (try? KaifengItem.slugs.map { try KaifengItem.item($0) }) ?? []

    @Test("every file is an item")
    func readable() throws { #expect(try Self.items.count == KaifengItem.slugs.count && Self.items.count > 100) }

    @Test("every item may be published", arguments: items)
    func sound(_ item: ServiceItem) throws {
        #expect(try ItemCheck.problems(in: item, bodies: Set(bodies.map(\.code)), calendar: kaifengCalendar()) == [])
    }

    @Test("slugs and codes are the items' own")
    func unique() {
        #expect(Set(Self.items.map(\.slug)).count == Self.items.count)
        #expect(Set(Self.items.map(\.code)).count == Self.items.count)
    }

    @Test("conditions of forms speak of questions and answers that there are", arguments: items)
    func conditions(_ item: ServiceItem) throws {
        let questions = Dictionary((item.situations?.questions ?? []).map { ($0.key, Set($0.options.map(\.value))) }) { first, _ in first }
        #expect(questions.count == item.situations?.questions.count ?? 0, "a question stands twice")
        for (question, values) in try form(of: item).fields.compactMap(\.when).flatMap(Self.answers) {
            #expect(questions[question]?.isSuperset(of: values.compactMap(\.string)) == true, "\(item.slug): \(question) \(values)")
        }
    }

    @Test("what the situation changes is decided by rules that say why",
          arguments: items.filter { $0.situations?.questions.isEmpty == false })
    func rules(_ item: ServiceItem) throws {
        let decisions = try KaifengItem.published(item.slug).decisions
        let outlook = decisions.outlook([:])
        #expect(outlook.materials.map(\.key) == item.materials.map(\.key))
        #expect(outlook.certain.count < item.materials.count)
        for material in item.materials where !outlook.certain.contains(material.key) {
            #expect(outlook.reasons[material.key] != nil, "\(item.slug): \(material.key)")
        }
    }

    @Test("forms ask the situation's questions, speak both languages, and are filled from sources there are", arguments: items)
    func forms(_ item: ServiceItem) throws {
        let form = try form(of: item), questions = Set((item.situations?.questions ?? []).map(\.key))
        #expect(FormLint.findings(in: item.form ?? .object(["schema": form.source])).filter { $0.weight == .fault } == [])
        for field in form.fields {
            #expect(field.label?.en != nil && field.choices.allSatisfy { $0.name.en != nil }, "\(item.slug).\(field.key)")
            if let source = field.prefill { #expect(source.account.map(Self.sources.contains) == true, "\(item.slug).\(field.key)") }
            #expect(Self.asked(by: field.when).isSubset(of: questions), "\(item.slug).\(field.key)")
        }
    }

    private func form(of item: ServiceItem) throws -> Form {
        try Form(item.form ?? JSON(parsing: file("Data/kaifeng/plain-form.json")))
    }

    private static func asked(by condition: FormCondition?) -> Set<String> { Set(condition.map(answers)?.map(\.question) ?? []) }

    /// Every question that a condition looks at, with the answers that it looks for.
    private static func answers(_ condition: FormCondition) -> [(question: String, values: [JSON])] {
        switch condition {
        case .question(let question, let values): [(question, values)]
        case .all(let parts), .any(let parts): parts.flatMap(answers)
        case .not(let part): answers(part)
        case .answer, .filled, .expression: []
        }
    }

    @Test("licences are of a type there is, and filled from the form", arguments: items)
    func licences(_ item: ServiceItem) throws {
        guard let code = item.result.licenceType else { return #expect(item.licence ?? [:] == [:], "\(item.slug)") }
        let type = try #require(types.first { $0.object?["code"]?.string == code }, "\(item.slug): \(code)")
        let fields = Set((type.object?["fields"]?.array ?? []).compactMap { $0.object?["key"]?.string })
        for (field, source) in item.licence ?? [:] {
            #expect(fields.contains(field), "\(item.slug): \(field)")
            let isAsked = try form(of: item).fields.contains { $0.key == source }
            #expect(source.hasPrefix("=") || isAsked, "\(item.slug): \(field) from \(source)")
        }
    }

    @Test("materials name licence types and samples that there are", arguments: items)
    func materials(_ item: ServiceItem) throws {
        let codes = try Set(types.compactMap { $0.object?["code"]?.string })
        for material in item.materials {
            if let type = material.licenceType { #expect(codes.contains(type), "\(item.slug).\(material.key)") }
            if let sample = material.sample { #expect(throws: Never.self) { try file("Data/kaifeng/samples/\(sample)") } }
        }
    }

    @Test("credit codes, regions and life events are sound")
    func codes() throws {
        let regions = try Set(#require(JSON(parsing: file("Data/kaifeng/regions.json")).array).compactMap { $0.object?["code"]?.string })
        for body in try bodies { #expect(CreditCode(body.code) != nil && regions.contains(body.region), "\(body.name)") }
        let slugs = Set(Self.items.map(\.slug))
        for event in try JSONText.decode([LifeEvent].self, from: file("Data/kaifeng/life-events.json")) {
            #expect(event.items.allSatisfy(slugs.contains), "\(event.key): \(event.items.filter { !slugs.contains($0) })")
        }
    }

    private var bodies: [BodyLine] { get throws { try JSONText.decode(from: file("Data/kaifeng/bodies.json")) } }
    private var types: [JSON] { get throws { try JSON(parsing: file("Data/kaifeng/licence-types.json")).array ?? [] } }

    private struct BodyLine: Decodable { let code: String, name: String, region: String }

    private static let sources: Set = [
        "account.name", "account.idNumber", "account.mobile", "legal.name", "legal.code", "legal.address", "holder.name", "holder.number",
    ]
}

extension ServiceItem: CustomTestStringConvertible {
    public var testDescription: String { slug }
}

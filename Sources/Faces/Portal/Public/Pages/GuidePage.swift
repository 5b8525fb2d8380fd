import Catalogue
import Hummingbird
import Kernel
import Organisations
import Web

/// What the guide says, in the order in which people ask: can I do it online, how many visits, how long, what it costs, what I need.
struct GuidePage: Sendable {
    struct Fact: Sendable { let label: String, value: String, small: String }
    struct Place: Sendable { let name: String, address: String, hours: String, phone: String, path: String? }
    struct Basis: Sendable { let law: String, text: String? }
    struct Fee: Sendable { let name: String, amount: String, basis: String? }
    struct Answer: Sendable { let question: String, answer: String }

    let crumbs: [LinkView]
    let name: String
    let plain: String
    let tags: [TagView]
    let facts: [Fact]
    let situation: GuideSituation?
    let materials: GuideMaterials
    let steps: [GuideStep]
    /// The procedure drawn.
    let pictureHTML: SafeHTML?
    let hasPicture: Bool
    let conditions: [String]
    let hasConditions: Bool
    let places: [Place]
    let phone: String
    let complaint: String
    let basis: [Basis]
    let fees: [Fee]
    let hasFees: Bool
    let answers: [Answer]
    let hasAnswers: Bool
    let result: String
    let code: String
    let version: Int
    let publishedOn: String
    let apply: String
    let isOnline: Bool
    let needs: String

    init(_ guide: Guide, _ context: TongbanContext) {
        let item = guide.item, english = context.isEnglish
        name = item.name(english: english)
        plain = item.plain(english: english)
        let body = guide.body.map { LinkView($0.name(english: english), "/departments/\($0.code)") }
        crumbs = [LinkView(context.text("portal.home.title"), "/"), body, LinkView(name)].compactMap { $0 }
        let (kind, reach) = (context.text("portal.type.\(item.type)"), context.text("portal.reach.\(item.reach)"))
        tags = [TagView(kind)] + item.tags(context) + [TagView(reach)]
        facts = Self.facts(item, guide.outlook, context)
        situation = item.situations?.questions.isEmpty ?? true ? nil : GuideSituation(guide, context)
        materials = GuideMaterials(guide, context)
        steps = GuideStep.all(of: guide.published, body: guide.body, context)
        pictureHTML = (try? guide.published.procedure).map { context.picture(of: $0) }
        hasPicture = pictureHTML != nil
        (conditions, hasConditions) = (item.conditions, !item.conditions.isEmpty)
        places = Self.places(guide, english: english)
        (phone, complaint) = (item.phone, item.complaint)
        basis = item.basis.map { Basis(law: [$0.law, $0.article ?? ""].joined(separator: " ").trimmed, text: $0.text) }
        fees = guide.outlook.fees.map { Fee(name: $0.name, amount: $0.amountWords(context), basis: $0.basis) }
        answers = item.questions.map { Answer(question: $0.q, answer: $0.a) }
        (hasFees, hasAnswers) = (!fees.isEmpty, !answers.isEmpty)
        result = item.result.name
        (code, version, publishedOn) = (item.code, guide.published.version, context.shortWords(LocalDate(guide.published.publishedAt)))
        apply = "/apply/\(item.slug)\(guide.query)"
        isOnline = item.online
        needs = context.text("portal.guide.assurance", ["level": "\(item.assurance)"])
    }

    private static func facts(_ item: ServiceItem, _ outlook: Ruling, _ context: TongbanContext) -> [Fact] {
        let text = { (key: String) in context.text("portal.guide.\(key)") }
        let statutory = context.text("portal.guide.statutory", ["limit": context.words(item.statutory)])
        let online = !item.online ? "online.no" : item.visits == 0 ? "online.yes" : "online.partly"
        let time = item.isImmediate ? context.text("portal.limit.immediate") : context.words(outlook.promised)
        let fee = outlook.fees.count == 1 ? outlook.fees[0].amountWords(context) : text("fee.several")
        return [
            Fact(label: text("online"), value: text(online), small: ""),
            Fact(label: text("visits"), value: "\(item.visits)", small: text("visits.unit")),
            Fact(label: text("time"), value: time, small: statutory),
            Fact(label: text("fee"), value: outlook.fees.isEmpty ? text("fee.none") : fee, small: ""),
        ]
    }

    /// Where the item's own counter is, and the hall of the visitor's region when that is another.
    private static func places(_ guide: Guide, english: Bool) -> [Place] {
        let item = guide.item
        let own = Place(name: item.place.name, address: item.place.address, hours: guide.body?.hours ?? "", phone: item.phone, path: nil)
        guard let hall = guide.hall, hall.address != item.place.address else { return [own] }
        let path = "/departments/\(hall.code)"
        return [own, Place(name: hall.name(english: english), address: hall.address, hours: hall.hours, phone: hall.phone, path: path)]
    }
}

extension Fee {
    /// An amount is a number of yuan, or the words of whoever sets it.
    func amountWords(_ context: TongbanContext) -> String {
        Double(amount) == nil ? amount : context.text("portal.guide.yuan", ["amount": amount])
    }
}

import Catalogue
import Hummingbird
import Web

/// The questions that cut the list to what applies, as a form that asks again with its answers in the address.
struct GuideSituation: Sendable {
    struct Question: Sendable {
        struct Option: Sendable { let id: String, name: String, value: String, label: String, isChosen: Bool }

        let text: String
        let options: [Option]
    }

    let path: String
    let title: String
    let questions: [Question]
    let isComplete: Bool
    let isAnswered: Bool
    /// The answers given, as a sentence.
    let said: String
    /// Why one can't apply in this situation.
    let obstacles: [String]
    let hasObstacles: Bool

    init(_ guide: Guide, _ context: TongbanContext) {
        let english = context.isEnglish, answers = guide.answers
        let asked = guide.published.decisions.asked(answers)
        path = "/guide/\(guide.item.slug)#materials"
        title = context.text("portal.guide.situation", ["count": "\(asked.count)"])
        questions = asked.map { question in
            Question(text: question.text(english: english), options: question.options.map { option in
                Question.Option(
                    id: "\(question.key)-\(option.value)", name: question.key, value: option.value, label: option.text(english: english),
                    isChosen: answers[question.key] == option.value)
            })
        }
        isComplete = guide.published.decisions.isComplete(answers)
        isAnswered = !answers.isEmpty
        said = questions.flatMap(\.options).filter(\.isChosen).map(\.label).joined(separator: " · ")
        obstacles = guide.outlook.obstacles.map { $0.reason(english: english) }
        hasObstacles = !obstacles.isEmpty
    }
}

/// The list of materials, cut to the situation as far as it is known.
struct GuideMaterials: Sendable {
    struct Row: Sendable {
        let name: String
        let isExempt: Bool
        let how: TagView
        /// Asked for only in some situation, which isn't known yet.
        let depends: Bool
        /// By which rule of the situation it is asked for.
        let reason: String?
        let note: String?
        let why: String
        let basis: String?
        let formats: String?
        let sample: String?
    }

    let title: String
    let summary: String
    let rows: [Row]
    let hasRows: Bool

    init(_ guide: Guide, _ context: TongbanContext) {
        let item = guide.item
        let outlook = guide.outlook, listed = outlook.materials
        let isKnown = listed.allSatisfy { outlook.certain.contains($0.key) }
        rows = listed.map { material in
            Row(material, slug: item.slug, depends: !outlook.certain.contains(material.key), reason: outlook.reasons[material.key], context)
        }
        hasRows = !rows.isEmpty
        let counts = [
            "count": listed.count, "prepare": listed.count { $0.mustBeUploaded }, "exempt": listed.count { $0.how == .exempt },
            "promise": listed.count { $0.how == .commit }, "later": listed.count { $0.how == .upload && $0.need == .deferrable },
        ].mapValues(String.init)
        title = context.text(isKnown ? "portal.guide.materials.known" : "portal.guide.materials.most", counts)
        summary = ["exempt", "promise", "later"].filter { counts[$0] != "0" }.map { context.text("portal.guide.materials.\($0)", counts) }
            .joined(separator: context.isEnglish ? "; " : "，")
    }
}

extension GuideMaterials.Row {
    init(_ material: Material, slug: String, depends: Bool, reason: String?, _ context: TongbanContext) {
        name = material.name(english: context.isEnglish)
        isExempt = material.how == .exempt
        how = Self.how(material, context)
        (self.depends, self.reason) = (depends, reason)
        (note, why, basis) = (material.sourceNote, material.why, material.basis)
        let kinds = material.acceptedFormats.map { $0.uppercased() }.joined(separator: context.isEnglish ? ", " : "、")
        let limit = ["formats": kinds, "size": "\(material.maxBytes >> 20)"]
        formats = material.how == .upload ? context.text("portal.guide.formats", limit) : nil
        sample = material.sample.map { _ in "/guide/\(slug)/sample/\(percentEncoded(material.key))" }
    }

    private static func how(_ material: Material, _ context: TongbanContext) -> TagView {
        switch (material.how, material.need) {
        case (.exempt, _): TagView(context.text("portal.how.exempt"), .green)
        case (.commit, _): TagView(context.text("portal.how.commit"), .blue)
        case (.upload, .deferrable): TagView(context.text("portal.how.later"), .amber)
        case (.upload, .optional): TagView(context.text("portal.how.optional"))
        case (.upload, .required): TagView(context.text("portal.how.upload"))
        }
    }
}

import Cases
import Catalogue
import Forms
import Kernel
import Ledger
import Licences
import Organisations
import Standards
import Web

/// A case as its holder sees it.
struct CasePage: Sendable {
    struct Asked: Sendable { let points: [AnswerView], deadline: String, path: String }
    struct Document: Sendable { let title: String, number: String, isReady: Bool, ofd: String, pdf: String }
    struct Due: Sendable { let days: Int?, text: String, steps: [String], hasSteps: Bool }
    struct Paper: Sendable { let name: String, files: [GivenFileView], reason: String? }
    struct LicenceLink: Sendable { let name: String, number: String, path: String }
    struct Section: Sendable { let title: String, answers: [AnswerView] }

    let crumbs: [LinkView]
    let name: String, holder: String, number: String, query: String, password: String
    let state: TagView
    let asked: Asked?
    let stops: [CaseTimeline.Stop]
    let due: Due?
    let closed: String?
    let documents: [Document]
    let hasDocuments: Bool
    let licence: LicenceLink?
    /// Whether a document or a licence is still being made.
    let isMaking: Bool
    let isMakingLicence: Bool
    let papers: [Paper]
    let hasPapers: Bool
    let promised: [String]
    let hasPromised: Bool
    let sections: [Section]
    let situation: [AnswerView]
    let looks: [CaseLook]
    let hasLooks: Bool
    let position: String?
    let path: String
    let canWithdraw: Bool
    let body: String, phone: String

    init(_ story: MyCase, _ parts: PortalParts, _ context: TongbanContext) throws {
        let record = story.record, file = story.file, directory = parts.organisations.directory
        (name, holder, path) = (story.name(context), record.holderMasked, story.path)
        (number, query, password) = (record.number, record.query, CasePage.grouped(record.password))
        crumbs = [LinkView(context.text("mine.title"), "/me"), LinkView(context.text("mine.cases.title"), "/me/cases"), LinkView(name)]
        state = CaseWords.state(of: record, context)
        asked = record.standing.phase == .correcting ? Asked(story, parts, context) : nil
        stops = CaseTimeline(story, parts, context).stops
        due = Due(story, parts, context)
        closed = record.closedAt.map { context.words(LocalDate($0)) }
        documents = zip(1..., file.documents).map { Document($1, place: $0, story.path, context) }
        hasDocuments = !documents.isEmpty
        licence = story.licence.map { LicenceLink(name: $0.typeName, number: $0.number, path: "/me/licences/\($0.id)") }
        isMakingLicence = record.result == .granted && story.licence == nil && story.item.result.licenceType != nil
        isMaking = isMakingLicence || documents.contains { !$0.isReady }
        papers = Paper.all(of: story, context)
        promised = story.item.materials.filter { file.content.promised.contains($0.key) }.map { $0.name(english: context.isEnglish) }
        (hasPapers, hasPromised) = (!papers.isEmpty, !promised.isEmpty)
        sections = try story.published.form.readBack(
            .of(file.content.situation, file.content.values), english: context.isEnglish, words: FormWords(directory, context).masked
        ).map { Section(title: $0.title, answers: $0.views(context)) }
        situation = story.published.situationAnswers(file.content.situation, context)
        looks = CaseLook.all(of: story, parts, context)
        hasLooks = !looks.isEmpty
        position = story.submission?.position.map { "\($0 + 1)" }
        canWithdraw = record.isOpen && CasePolicy.mayDo(.withdraw, on: record, by: story.citizen.actor)
        body = directory.name(ofBody: record.body, english: context.isEnglish)
        phone = directory.body(record.body)?.phone ?? parts.city.hotline
    }

    /// K7M-42Q: easier to read out.
    static func grouped(_ password: String) -> String {
        password.count == 6 ? "\(password.prefix(3))-\(password.suffix(3))" : password
    }
}

extension CasePage.Asked {
    init(_ story: MyCase, _ parts: PortalParts, _ context: TongbanContext) {
        let days = parts.calendar.workingDays(between: parts.clock.today, and: story.record.dueOn)
        points = story.points(context)
        deadline = context.text("mine.asked.detail", ["days": "\(days)", "date": context.words(story.record.dueOn)])
        path = "\(story.path)/correction"
    }
}

extension CasePage.Document {
    init(_ document: CaseDocument, place: Int, _ path: String, _ context: TongbanContext) {
        (title, number, isReady) = (context.text("portal.document.\(document.kind.rawValue)"), document.number, document.isReady)
        let base = "\(path)/documents/\(place)"
        (ofd, pdf) = ("\(base).ofd", "\(base).pdf")
    }
}

extension CasePage.Due {
    /// How many working days are left of those promised, and how the day came about; `nil` once the case is closed.
    init?(_ story: MyCase, _ parts: PortalParts, _ context: TongbanContext) {
        let record = story.record
        guard record.isOpen else { return nil }
        let left = parts.calendar.workingDays(between: parts.clock.today, and: record.dueOn)
        days = record.standing.phase == .suspended ? nil : left
        text = context.text("mine.next.\(record.standing.phase.rawValue)", ["date": context.words(record.dueOn)])
        steps = parts.cases.deadline(of: story.file, item: story.published)?.steps.map(context.words) ?? []
        hasSteps = !steps.isEmpty
    }
}

extension CasePage.Paper {
    static func all(of story: MyCase, _ context: TongbanContext) -> [CasePage.Paper] {
        story.item.materials.compactMap { material in
            let files = story.file.materials.filter { $0.key == material.key }
            guard !files.isEmpty else { return nil }
            let reason = files.first { $0.verdict == .returned }?.reason
            return CasePage.Paper(name: material.name(english: context.isEnglish),
                                  files: files.map { GivenFileView($0, below: "\(story.path)/materials") }, reason: reason)
        }
    }
}

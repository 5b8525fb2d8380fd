import Cases
import Catalogue
import Hummingbird
import Kernel
import Organisations
import Standards
import Web

/// What the holder of a receipt sees of a case.
struct TrackPage: Sendable {
    let number: String
    let caseNumber: String
    let item: String
    let guide: String
    let holder: String
    let body: String
    let submittedAt: String
    let state: TagView
    let next: String
    let isOpen: Bool
    let due: String
    /// How the day came about, step by step; empty before acceptance.
    let reasons: [String]
    let hasReasons: Bool
    let steps: [CaseStory.Step]

    init(
        _ file: CaseFile, item: ServiceItem, deadline: Deadline?, story: CaseStory, _ context: TongbanContext,
        _ directory: OrganisationDirectory
    ) {
        let record = file.record
        number = QueryCode(record.query)?.grouped ?? record.query
        caseNumber = record.number
        self.item = item.name(english: context.isEnglish)
        guide = "/guide/\(item.slug)"
        holder = record.holderMasked
        body = directory.name(ofBody: record.body, english: context.isEnglish)
        submittedAt = context.words(record.submittedAt)
        state = CaseWords.state(of: record, context)
        next = CaseWords.next(for: record, context)
        isOpen = record.isOpen
        due = context.words(record.dueOn)
        reasons = record.isOpen ? deadline?.steps.map { context.words($0) } ?? [] : []
        hasReasons = !reasons.isEmpty
        steps = story.steps(context)
    }
}

import Cases
import Identity
import Kernel
import Licences
import Standards
import Web

/// A case as a line of a list.
struct CaseRow: Sendable {
    let name: String
    let path: String
    let holder: String
    let number: String
    let date: String
    let state: TagView

    init(_ record: Case, _ parts: PortalParts, _ context: TongbanContext) {
        (name, path, holder, number) = (parts.name(of: record, context), "/me/cases/\(record.id)", record.holderMasked, record.query)
        date = context.shortWords(LocalDate(record.submittedAt))
        state = CaseWords.state(of: record, context)
    }
}

struct DashboardPage: Sendable {
    struct Asked: Sendable { let title: String, detail: String, path: String }

    struct Begun: Sendable {
        let name: String, holder: String, path: String, savedAt: String

        init(_ open: OpenDraft, _ context: TongbanContext) {
            (name, holder, path) = (open.name(context), open.draft.content.holder.name, open.path)
            savedAt = context.words(open.draft.updatedAt)
        }
    }

    let name: String
    let capacity: String?
    let asked: [Asked]
    let drafts: [Begun]
    let hasDrafts: Bool
    let open: [CaseRow]
    let hasOpen: Bool
    let closed: [CaseRow]
    let hasClosed: Bool
    let hasCases: Bool
    let licences: [LicenceRow]
    let hasLicences: Bool

    init(_ citizen: Citizen, _ cases: [Case], _ drafts: [Begun], _ licences: [Licence], _ parts: PortalParts, _ context: TongbanContext) {
        name = citizen.holder.account.name
        capacity = citizen.holder.kind == .legal ? citizen.holder.name : nil
        asked = cases.filter { $0.standing.phase == .correcting }.map { record in
            let days = parts.calendar.workingDays(between: parts.clock.today, and: record.dueOn)
            return Asked(title: context.text("mine.asked.title", ["name": parts.name(of: record, context)]),
                         detail: context.text("mine.asked.detail", ["days": "\(days)", "date": context.words(record.dueOn)]),
                         path: "/me/cases/\(record.id)/correction")
        }
        (self.drafts, hasDrafts) = (drafts, !drafts.isEmpty)
        open = cases.filter(\.isOpen).prefix(8).map { CaseRow($0, parts, context) }
        closed = cases.filter { !$0.isOpen }.prefix(4).map { CaseRow($0, parts, context) }
        (hasOpen, hasClosed, hasCases) = (!open.isEmpty, !closed.isEmpty, !cases.isEmpty)
        self.licences = licences.map { LicenceRow($0, today: parts.clock.today, context) }
        hasLicences = !licences.isEmpty
    }
}

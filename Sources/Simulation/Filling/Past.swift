import Cases
import Catalogue
import Files
import Identity
import Kernel
import Organisations
import Platform
import Signing
import Standards

/// What has happened in a city before it is measured: makes the cases of a batch, from the seed and the batch's number alone.
struct Past: Sendable {
    private let seed: UInt64
    private let now: Timestamp
    private let calendar: WorkingCalendar
    private let items: [PublishedItem]
    private let clerks: [Actor]
    /// Officers and chiefs by their bodies.
    private let officers: [String: [Actor]], chiefs: [String: [Actor]]
    private let papers: [StoredFile]

    init(_ platform: Platform, seed: UInt64, now: Timestamp) async throws {
        (self.seed, self.now, calendar) = (seed, now, platform.folder.calendar)
        var staff: [StaffMember] = []
        for body in platform.organisations.directory.bodies { staff += try await platform.identity.staff(of: body.code) }
        let actors = { (role: StaffMember.Role) in staff.filter { $0.has(role) } }
        clerks = actors(.window).map(\.actor)
        let officers = Dictionary(grouping: actors(.officer), by: \.body).mapValues { $0.map(\.actor) }
        let chiefs = Dictionary(grouping: actors(.chief), by: \.body).mapValues { $0.map(\.actor) }
        // With the plain form, and where somebody can go on with them.
        items = platform.catalogue.current.items.filter { item in
            item.item.form == nil && item.item.servesPersons && officers[item.item.body] != nil
                && (Self.roles(item).allSatisfy { $0 != "chief" } || chiefs[item.item.body] != nil)
        }
        (self.officers, self.chiefs) = (officers, chiefs)
        guard !clerks.isEmpty, !items.isEmpty else { throw Problem("fill.no_staff", .notFound) }
        var papers: [StoredFile] = []
        for number in 0..<20 { papers.append(try await platform.files.put(Array("%PDF-1.4\n% paper \(number)".utf8))) }
        self.papers = papers
    }

    /// The cases of one batch came in on one day, for a few items, so that they share their series of numbers.
    func cases(of batch: Batch) -> [PastCase] {
        let chance = Chance(seed: seed &+ UInt64(batch.number), "past \(batch.after)")
        let age = chance.percent(30) ? chance.number(1...3) : chance.number(4...24)
        let day = workingDay(ago: age)
        let fit = items.filter { $0.item.promised.count + 4 >= age }
        let few = (0..<6).compactMap { _ in chance.pick(fit.isEmpty ? items : fit) }
        return (0..<batch.count).compactMap { place in
            guard let item = chance.pick(few), let clerk = chance.pick(clerks) else { return nil }
            let submitted = moment(of: day, place, chance)
            return PastCase(item: item, content: content(chance), materials: materials(of: item.item, submitted, chance), clerk: clerk,
                            submittedAt: submitted, deeds: deeds(item, after: submitted, age: age, clerk, chance))
        }
    }

    /// What has been done, as far as time has allowed.
    private func deeds(
        _ published: PublishedItem, after submitted: Timestamp, age: Int, _ clerk: Actor, _ chance: Chance
    ) -> [PastCase.Deed] {
        let item = published.item, lot = chance.number(0...99), accepted = later(submitted, chance)
        // Those that are done at once would be overdue the day after.
        if age <= 3, lot < 45, !item.isImmediate { return [] }
        if age <= 8, lot < 55 {
            let points = [Correction.Point(key: item.materials.first?.key ?? "", reason: "材料不清晰，请重新提交")]
            return [.init(.requestCorrection, by: clerk, at: accepted, opinion: "材料不清晰，请重新提交", points: points)]
        }
        guard let officer = chance.pick(officers[item.body] ?? []) else { return [] }
        if lot > 97 { return [.init(.declineToAccept, by: clerk, at: accepted, opinion: "不属于本机关职权范围")] }
        let accept = PastCase.Deed(.accept, by: clerk, at: accepted)
        if lot > 90, let special = item.specialProcedures.first {
            return [accept, .init(.suspend, by: officer, at: later(accepted, chance), opinion: "需要进行\(special.name)", special: special)]
        }
        let isReviewed = Self.roles(published) == ["window", "officer", "chief"]
        guard lot > 60, isReviewed, let chief = chance.pick(chiefs[item.body] ?? []) else { return [accept] }
        let passed = later(accepted, chance)
        let pass = PastCase.Deed(.pass, by: officer, at: passed, opinion: "材料齐全，符合要求")
        guard lot > 95 else { return [accept, pass] }
        return [accept, pass, .init(.refuse, by: chief, at: later(passed, chance), opinion: "不符合法定条件")]
    }

    /// Who acts, one after another.
    private static func roles(_ item: PublishedItem) -> [String] { ((try? item.procedure)?.steps ?? []).map(\.role) }

    private func content(_ chance: Chance) -> CaseContent {
        let name = chance.text(1, from: "王李张刘陈杨赵黄周吴") + chance.text(2, from: "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚")
        let code = Census.citizenID(chance), mobile = "13\(padded(chance.number(0...999_999_999), 9))"
        return CaseContent(
            holder: CaseHolder(kind: .person, name: name, code: code, contactName: name, mobile: mobile), situation: [:],
            values: ["applicantName": .string(name), "applicantCode": .string(code), "contactName": .string(name),
                     "contactMobile": .string(mobile), "request": "首次申请，材料已备齐"])
    }

    private func materials(of item: ServiceItem, _ at: Timestamp, _ chance: Chance) -> [CaseMaterial] {
        item.materials.filter(\.mustBeUploaded).prefix(3).compactMap { material in
            chance.pick(papers).map { paper in
                CaseMaterial(key: material.key, place: 1, fileName: "\(material.name).pdf", digest: paper.digest.hex, size: paper.size,
                             mediaType: "application/pdf", uploadedAt: at)
            }
        }
    }

    private func workingDay(ago: Int) -> LocalDate {
        var day = LocalDate(now), left = ago
        while left > 0 {
            day = day.adding(days: -1)
            if calendar.isWorkingDay(day) { left -= 1 }
        }
        return day
    }

    /// Within the hours of work; the place spreads a batch over the day.
    private func moment(of day: LocalDate, _ place: Int, _ chance: Chance) -> Timestamp {
        let hours = calendar.hours, span = max(1, hours.closing - hours.opening - 60)
        return day.at() + .milliseconds(hours.opening * 1000 + (place * 97 % span) * 1000 + chance.number(0...999))
    }

    /// Somewhat later: the same day, or at the same hour of one of the next working days; never in the future.
    private func later(_ instant: Timestamp, _ chance: Chance) -> Timestamp {
        let day = LocalDate(instant), moved = calendar.addWorkingDays(from: day, count: chance.number(1...2))
        let later = moved.at() + (instant - day.at()) + .seconds(1)
        return chance.percent(40) || later > now ? min(now, instant + .seconds(1 + chance.number(0...50))) : later
    }
}

import Catalogue
import Forms
import Jobs
import Kernel
import Ledger
import Standards

extension Cases {
    /// 补正告知: tells once, and all of it, what is missing or wrong (行政许可法 art. 32).
    /// - Throws: `Problem.fields` when nothing is named, `case.corrected_already` the second time.
    public func requestCorrection(
        _ id: ID<Case>, _ points: [Correction.Point], seen: Seen, by actor: CaseActor
    ) async throws -> Case {
        let points = try points.map { Correction.Point(key: $0.key, reason: try required($0.reason, field: "reason.\($0.key)")) }
        guard !points.isEmpty else { throw Problem.fields([FieldProblem("points", "case.correction_empty")]) }
        let now = clock.now
        let opinion = points.map(\.reason).joined(separator: "；")
        return try await step(.requestCorrection, on: id, .work(seen), opinion: opinion, by: actor) {
            [self] record, process, tx in
            record.dueOn = correctionDue(process, from: now)
            try store.insert(Correction(points: points, requestedAt: now, dueOn: record.dueOn, suppliedAt: nil), of: id, tx)
            for point in points where !point.key.isEmpty { try? store.judge(point.key, of: id, .returned, reason: point.reason, tx) }
            try cancel(DeemedAcceptance.kind, of: id, tx)
        }
    }

    /// The last day for a correction: that of the procedure's own timer, or the city's days when it has none.
    func correctionDue(_ process: CaseProcess, from now: Timestamp) -> LocalDate {
        process.timers.values.map(\.lastDay).max() ?? calendar.addWorkingDays(from: LocalDate(now), count: rules.correctionDays)
    }

    /// 补正: what was asked for, and changed answers of the form. What is complete only now counts as received now: the days
    /// allowed for acceptance begin anew, and should they pass, it is accepted from this day.
    /// - Parameter draft: What it was gathered in. It is gone when the correction is supplied.
    /// - Throws: `Problem.fields` when a material that was asked for is still missing; `draft.changed` when the draft isn't as it
    ///   was read.
    public func supplyCorrection(
        _ id: ID<Case>, materials: [CaseMaterial], values: [String: JSON] = [:], from draft: Draft? = nil, seen revision: Int,
        by actor: CaseActor
    ) async throws -> Case {
        let file = try await self.file(id, in: actor.scope)
        let published = try await self.item(of: file.record), item = published.item
        let now = clock.now
        let received = calendar.receivedDate(for: now)
        let due = calendar.addWorkingDays(from: received, count: item.isImmediate ? 0 : rules.acceptanceDays)
        let asked = Set(file.correction?.points.map(\.key).filter { !$0.isEmpty } ?? [])
        let missing = asked.subtracting(materials.map(\.key)).sorted()
        guard missing.isEmpty else {
            throw Problem.fields(missing.map { key in
                FieldProblem("material.\(key)", "material.missing", ["material": item.materials.first { $0.key == key }?.name ?? key])
            })
        }
        var content = file.content
        let form = try published.form
        let settled = Admission.settle(content.values.merging(values) { $1 }, form, for: content.holder)
        let checked = form.check(settled.values, facts: .of(content.situation), today: LocalDate(now))
        content.values = checked.values
        let problems = settled.problems + checked.problems.onPage + regionProblems(of: content, form)
        guard problems.isEmpty else { throw Problem.fields(problems) }
        let fresh = materials.filter { asked.contains($0.key) }.numbered(after: file.materials)
        return try await step(.supplyCorrection, on: id, .whole(revision: revision), by: actor) { [self, content] record, _, tx in
            if let draft { try drafts.take(draft, now: drafts.held(draft.id, of: draft.account, tx), tx) }
            try store.insert(fresh, of: id, tx)
            try store.update(content: content, of: id, tx)
            try store.supplied(id, at: now, tx)
            (record.receivedOn, record.dueOn) = (received, due)
            try start(DeemedAcceptance.kind, of: id, after: due, tx)
        }
    }
}

extension [CaseMaterial] {
    /// The files of each row of the list counted from 1; new ones stand behind those that were handed in earlier.
    func numbered(after earlier: [CaseMaterial] = []) -> [CaseMaterial] {
        var last = earlier.reduce(into: [String: Int]()) { $0[$1.key] = Swift.max($0[$1.key] ?? 0, $1.place) }
        return map { material in
            last[material.key, default: 0] += 1
            return CaseMaterial(key: material.key, place: last[material.key] ?? 1, fileName: material.fileName, digest: material.digest,
                                size: material.size, mediaType: material.mediaType, uploadedAt: material.uploadedAt)
        }
    }
}

import Cases
import HTTPTypes
import Hummingbird
import Kernel
import Ledger
import Web

/// What is done with a case: each step of the procedure, and the verdicts on its materials.
struct StepController: Sendable {
    let parts: DeskParts
    let station: Station

    func routes(_ router: Router<TongbanContext>) {
        router.post("\(station.path)/cases/:id/steps/:step", use: step)
        router.post("\(station.path)/cases/:id/materials/:key", use: judge)
    }

    /// Takes a step on the state that the page showed. When it cannot be taken, the case is shown as it is now, with what was typed.
    @Sendable private func step(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let actor = try parts.actor(station, context), id: ID<Case> = try context.id()
        guard let kind = try StepKind(rawValue: context.parameter("step")) else { throw Problem("page.not_found", .notFound) }
        var form = try await context.form(request)
        do {
            _ = try await take(kind, id, form, by: actor)
        } catch let problem as Problem where problem.isAnswerable {
            form.reject(problem.fields)
            let trouble = problem.fields.isEmpty ? problem : problem.unseen
            return try await again(id, actor, CaseTyped(form: form, step: kind.rawValue), trouble, context)
        }
        return context.redirect(to: safeReturn(form["return"], otherwise: station.path(of: id)), notice: "desk.notice.\(kind.rawValue)")
    }

    private func take(_ kind: StepKind, _ id: ID<Case>, _ form: FormInput, by actor: CaseActor) async throws -> Case {
        let opinion = form["opinion"], cases = parts.cases
        switch kind {
        case .accept: return try await cases.accept(id, seen: form.seen, by: actor)
        case .pass: return try await cases.pass(id, opinion: opinion, seen: form.seen, by: actor)
        case .grant: return try await cases.grant(id, opinion: opinion, seen: form.seen, by: actor)
        case .resume: return try await cases.resume(id, opinion: opinion, seen: form.seenWhole, by: actor)
        case .requestCorrection: return try await cases.requestCorrection(id, points(form), seen: form.seen, by: actor)
        case .suspend: return try await cases.suspend(id, kind: form["kind"], reason: opinion, seen: form.seenWhole, by: actor)
        case .declineToAccept: return try await cases.declineToAccept(id, reason: opinion, seen: form.seen, by: actor)
        case .refuse: return try await cases.refuse(id, reason: opinion, seen: form.seen, by: actor)
        case .opinion: return try await cases.complete(id, outcome: form["outcome"], opinion: opinion, seen: form.seen, by: actor)
        case .sendBack: return try await cases.sendBack(id, to: form["to"], reason: opinion, seen: form.seen, by: actor)
        }
    }

    /// Each row with something written beside it is a point; `point.` without a key is about the form.
    private func points(_ form: FormInput) -> [Correction.Point] {
        form.names.filter { $0.hasPrefix("point.") && !form[$0].isEmpty }
            .map { Correction.Point(key: String($0.dropFirst("point.".count)), reason: form[$0]) }
    }

    @Sendable private func judge(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let actor = try parts.actor(station, context), id: ID<Case> = try context.id(), key = try context.parameter("key")
        var form = try await context.form(request)
        do {
            let verdict = form.choice("verdict", as: CaseMaterial.Verdict.self)
            try form.check()
            try await parts.cases.judge(key, of: id, verdict ?? .returned, reason: form["reason"], by: actor)
        } catch let problem as Problem where problem.isAnswerable {
            form.reject(problem.fields)
            return try await again(id, actor, CaseTyped(form: form, step: "judge"), problem.fields.isEmpty ? problem : nil, context)
        }
        let next = try await parts.cases.file(id, in: actor.scope).materials.first { $0.verdict == nil && $0.key != key }
        let place = next.map { "?material=\(percentEncoded("\($0.key).\($0.place)"))" } ?? "?material=\(percentEncoded("\(key).1"))"
        return context.redirect(to: "\(station.path(of: id))\(place)#materials", notice: "desk.notice.judged")
    }

    private func again(_ id: ID<Case>, _ actor: CaseActor, _ typed: CaseTyped, _ trouble: Problem?, _ context: TongbanContext)
    async throws -> Response {
        let opened = try await OpenCase(id, parts, station, actor)
        let status: HTTPResponse.Status = switch trouble?.kind {
        case .forbidden: .forbidden
        case .conflict: .conflict
        default: .unprocessableContent
        }
        return try opened.page(context, typed, trouble: trouble.map { opened.words(for: $0, context) }, status: status)
    }
}

extension Problem {
    /// Whether the page of the case can say it: the input, or the state that has changed.
    fileprivate var isAnswerable: Bool { !fields.isEmpty || [.conflict, .forbidden, .invalid].contains(kind) }

    /// What a form says by itself has no field on the page beside which its absence could stand.
    fileprivate var unseen: Problem? {
        fields.first { $0.field == "revision" || $0.field == "work" }.map { Problem($0.code, .invalid, $0.arguments) }
    }
}

extension OpenCase {
    /// What is the matter, and what has happened in the meantime when that is why.
    fileprivate func words(for problem: Problem, _ context: TongbanContext) -> String {
        let text = context.text(problem.code, problem.arguments)
        guard problem.kind == .conflict, let last = acts.last else { return text }
        let what = context.text("desk.act.\(last.kind)")
        return text + context.text("desk.trouble.latest", ["who": last.actor.name, "what": what, "when": context.shortMoment(last.at)])
    }
}

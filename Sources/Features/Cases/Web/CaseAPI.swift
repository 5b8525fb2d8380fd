import Catalogue
import Files
import Hummingbird
import HTTPTypes
import Identity
import Kernel
import Ledger
import Signing
import Standards
import Web

/// Cases for programs (`/api/v1`): the same commands as the pages use, in JSON; errors are problem details (RFC 9457).
struct CaseAPI: Sendable {
    let cases: Cases
    let identity: Identity
    let files: any FileStore
    private let seen = Memo<SeenFile?>(bound: 10_000)
    /// How fast one account may fill the store.
    private let uploads: RateLimiter

    init(cases: Cases, identity: Identity, files: any FileStore) {
        (self.cases, self.identity, self.files) = (cases, identity, files)
        uploads = cases.limits.limiter("uploads", burst: 60, perSecond: 0.2)
    }

    func add(to router: Router<TongbanContext>) {
        router.post("/api/v1/files", use: upload)
        router.post("/api/v1/cases", use: submit)
        router.get("/api/v1/cases/{id}", use: show)
        router.post("/api/v1/cases/{id}/{step}", use: step)
        router.post("/api/v1/track", use: track)
    }

    /// Takes in one file of a multipart form, for a material of a later submission.
    @Sendable private func upload(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let session = try applicant(context)
        try uploads.admit(session.actor.id)
        var limits = UploadLimits()
        (limits.parts, limits.total) = (2, limits.file + (1 << 20))
        var taken: Uploaded?
        _ = try await context.uploads(request, accepts: FileKind.materials, limits: limits) { upload in
            let file = try await cases.takeIn(upload, atMost: limits.file, by: session.actor, to: files)
            taken = Uploaded(fileName: upload.fileName, digest: file.digest.hex, size: file.size, mediaType: upload.kind.mediaType,
                             ticket: ticket(file.digest.hex, session))
        }
        guard let taken else { throw Problem.fields([FieldProblem("file", "field.required")]) }
        return try context.json(taken, status: .created)
    }

    private struct Uploaded: Encodable {
        let fileName: String, digest: String, size: Int, mediaType: String, ticket: String
    }

    /// Shows that this account has given the file itself, and in whose name: a digest alone, which receipts print, opens nothing.
    private func ticket(_ digest: String, _ session: SessionView) -> String {
        cases.store.cipher.ticket(file: digest, account: [session.actor.id, session.actor.body].compactMap(\.self).joined(separator: "/"))
    }

    /// Only persons apply here, for themselves or for whom they act; clerks take in at their desk.
    private func applicant(_ context: TongbanContext) throws -> SessionView {
        let session = try context.requireSession()
        guard session.actor.kind == .person else { throw Problem("auth.forbidden", .forbidden) }
        return session
    }

    /// Hands in an application for the signed-in holder. `Idempotency-Key` names the submission: sent again, it is the same case.
    @Sendable private func submit(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let session = try applicant(context)
        guard let key = request.headers[HTTPField.Name.idempotencyKey], (8...100).contains(key.utf8.count) else {
            throw Problem("case.key_missing", .invalid)
        }
        let input = try await context.decode(Submission.self, from: request)
        guard let item = cases.catalogue.current.item(slug: input.item) else { throw Problem("item.unknown", .notFound) }
        let applicant = try await identity.applicant(of: session)
        try Admission.check(applicant, to: item.item)
        var materials: [CaseMaterial] = []
        guard input.materials?.count ?? 0 <= 200 else {
            throw Problem.fields([FieldProblem("materials", "field.too_many", ["max": "200"])])
        }
        for material in input.materials ?? [] { materials.append(try await found(material, of: item.item, session)) }
        let application = Application(
            situation: input.situation ?? [:], values: input.form ?? [:], materials: materials,
            promised: input.promised ?? [], declared: input.declared ?? false)
        let record = try await cases.submit(application, for: item, by: applicant, key: key)
        let answer = try await cases.answer(to: key, of: applicant.actor.id)
        return try answer.map { try context.json($0, status: .created) } ?? context.json(CaseView(record), status: .created)
    }

    /// The material with what the store knows of its file, which must have been uploaded before. What sort of file it is, is judged
    /// by its bytes again: browsers will be told so when staff look at it.
    private func found(
        _ material: Submission.Material, of item: ServiceItem, _ session: SessionView
    ) async throws -> CaseMaterial {
        guard material.ticket == ticket(material.digest, session), let digest = Digest(hex: material.digest),
              try await files.renew(digest), let file = try await look(at: digest), let kind = file.kind,
              FileKind.materials.contains(kind), (1...255).contains(material.fileName.utf8.count) else {
            throw Problem.fields([FieldProblem("material.\(material.key)", "material.no_file")])
        }
        if let row = item.materials.first(where: { $0.key == material.key }) {
            guard row.acceptedKinds.contains(kind), file.size <= row.maxBytes else {
                throw Problem.fields([FieldProblem("material.\(material.key)", "material.unfit", ["material": row.name])])
            }
        }
        return CaseMaterial(
            key: material.key, place: 1, fileName: kind.named(safeFileName(material.fileName)), digest: digest.hex, size: file.size,
            mediaType: kind.mediaType, uploadedAt: cases.clock.now)
    }

    /// The bytes under a digest never change, so what sort they are is looked up once.
    private func look(at digest: Digest) async throws -> SeenFile? {
        try await seen.value(digest.hex) {
            let bytes = try await files.get(digest)
            for try await head in bytes { return SeenFile(kind: FileKind(sniffing: Array(head.prefix(4096))), size: bytes.size) }
            return nil
        }
    }

    private struct SeenFile: Sendable { let kind: FileKind?, size: Int }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let actor = try await actor(context)
        let record = try await cases.find(context.id(of: Case.self), in: actor.scope)
        return try await context.json(CaseView(record, cases.tasks(of: record)))
    }

    /// `accept`, `pass`, `complete` with an `outcome`, `return` with the step to go back `to`, `grant`, `refuse`, `decline`, `withdraw`:
    /// one step of the procedure, on the `revision` and of the `work` that the case showed when it was asked for; of a withdrawal, which
    /// is of the whole, on the `revision` alone. With an `Idempotency-Key` it is answered as before when it is sent again.
    @Sendable private func step(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let actor = try await actor(context), step = try context.parameter("step")
        let id = try context.id(of: Case.self), key = request.headers[HTTPField.Name.idempotencyKey]
        let input = try await context.decode(Step.self, from: request)
        let named = try key.map { try RequestKey($0, asking: [id.text, step, JSONText.encode(input)]) }
        let record = try await take(step, id, input, by: actor.asking(named))
        if let key, let answer = try await cases.answer(to: key, of: actor.actor.id) { return try context.json(answer) }
        return try await context.json(CaseView(record, cases.tasks(of: record)))
    }

    private func take(_ step: String, _ id: ID<Case>, _ input: Step, by actor: CaseActor) async throws -> Case {
        let opinion = input.opinion ?? ""
        switch step {
        case "accept": return try await cases.accept(id, seen: input.seen, by: actor)
        case "pass": return try await cases.pass(id, opinion: opinion, seen: input.seen, by: actor)
        case "complete":
            return try await cases.complete(id, outcome: input.outcome ?? "", opinion: opinion, seen: input.seen, by: actor)
        case "return": return try await cases.sendBack(id, to: input.to ?? "", reason: opinion, seen: input.seen, by: actor)
        case "grant": return try await cases.grant(id, opinion: opinion, seen: input.seen, by: actor)
        case "refuse": return try await cases.refuse(id, reason: opinion, seen: input.seen, by: actor)
        case "decline": return try await cases.declineToAccept(id, reason: opinion, seen: input.seen, by: actor)
        case "withdraw": return try await cases.withdraw(id, seen: Seen.whole(input.revision), by: actor)
        default: throw Problem("page.not_found", .notFound)
        }
    }

    /// By short number and query code, as printed on the receipt. The codes come in the body: an address is seen by many.
    @Sendable private func track(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let input = try await context.decode(Track.self, from: request)
        return try context.json(CaseView(try await cases.track(query: input.number, password: input.code, from: context.clientAddress)))
    }

    private func actor(_ context: TongbanContext) async throws -> CaseActor {
        let session = try context.requireSession()
        if session.actor.kind == .staff { return try cases.actor(staff: session) }
        return cases.actor(try await identity.holder(of: session), session.actor)
    }

    private struct Submission: Decodable {
        let item: String
        let situation: [String: String]?
        let form: [String: JSON]?
        let materials: [Material]?
        let promised: [String]?
        let declared: Bool?

        struct Material: Decodable { let key: String, fileName: String, digest: String, ticket: String? }
    }

    private struct Step: Codable {
        let opinion: String?
        let revision: Int?
        let work: Int?
        let outcome: String?
        let to: String?

        var seen: Seen { get throws { try Seen(revision: revision, work: work) } }
    }

    private struct Track: Decodable {
        let number: String
        let code: String
    }
}

/// A case as programs see it: nothing that is personal.
struct CaseView: Encodable {
    let id: String, number: String, query: String, item: String, itemName: String, body: String, region: String, holder: String
    let phase: String, stage: String, revision: Int
    let submittedAt: String, dueOn: String, acceptedOn: String?, closedAt: String?, result: String?
    /// What waits to be done; where it wasn't asked for, nothing is said of it.
    let tasks: [TaskView]?

    init(_ record: Case, _ tasks: [CaseTask]? = nil) {
        self.tasks = tasks?.map(TaskView.init)
        (id, number, query, item) = (record.id.text, record.number, record.query, record.itemCode)
        (itemName, body, region, holder) = (record.itemName, record.body, record.region, record.holderMasked)
        (phase, stage, revision) = (record.standing.phase.rawValue, record.standing.stage, record.revision)
        (submittedAt, dueOn) = (record.submittedAt.iso8601, record.dueOn.description)
        (acceptedOn, closedAt, result) = (record.acceptedOn?.description, record.closedAt?.iso8601, record.result?.rawValue)
    }
}

/// A work item as programs see it: what they name when they take a step.
struct TaskView: Encodable {
    let work: Int, step: String, name: String, stage: String, role: String, outcomes: [String], isHeld: Bool

    init(_ task: CaseTask) {
        (work, step, name, stage) = (task.work, task.element, task.name, task.stage)
        (role, outcomes, isHeld) = (task.role, task.outcomes, task.isHeld)
    }
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
}

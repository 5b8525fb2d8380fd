import HTTPTypes
import Hummingbird
import Kernel
import Licences
import Organisations
import Web

/// 证照核验: anyone may ask whether a licence is real, by its identifier or with the file in hand.
struct VerifyController: Sendable {
    let parts: PortalParts
    private let limiter: RateLimiter

    init(parts: PortalParts) {
        self.parts = parts
        limiter = parts.limits.limiter("verify", burst: 30, perSecond: 0.5)
    }

    func add(to router: Router<TongbanContext>) {
        router.get("/verify") { _, context in
            let identifier = context.query["identifier"]
            if identifier.isEmpty { return try ask(context) }
            return context.redirect(to: "/verify/\(percentEncoded(identifier))")
        }
        router.get("/verify/:identifier") { _, context in try await look(context) }
        router.post("/verify") { request, context in try await examine(request, context) }
    }

    private func look(_ context: TongbanContext) async throws -> Response {
        try limiter.admit(context.clientAddress)
        let identifier = String(try context.parameter("identifier").prefix(200))
        do {
            let licence = try await parts.licences.verify(identifier: identifier)
            let page = LicencePage(licence, on: parts.clock.today, context, parts.organisations.directory)
            return try context.page("portal/verify-licence", title: context.text("portal.verify.title"), page, at: "verify")
        } catch let problem as Problem where problem.kind == .notFound {
            return try ask(context, identifier: identifier, error: context.text("portal.verify.unknown"), status: .notFound)
        } catch let problem as Problem where problem.kind == .invalid {
            let error = context.text(problem.code, problem.arguments)
            return try ask(context, identifier: identifier, error: error, status: .unprocessableContent)
        }
    }

    /// Verifies an uploaded file. It is held in memory while it is examined and kept nowhere.
    private func examine(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try limiter.admit(context.clientAddress)
        var limits = UploadLimits(), file: [UInt8] = [], name = ""
        (limits.file, limits.parts, limits.total) = (FileVerification.Limit.size, 4, FileVerification.Limit.size + (1 << 20))
        do {
            _ = try await context.uploads(request, accepts: [.ofd, .zip], limits: limits) { upload in
                name = upload.fileName
                for try await chunk in upload.bytes { file += chunk }
            }
        } catch let problem as Problem where problem.code.hasPrefix("upload.") {
            return try ask(context, fileError: context.text(problem.code, problem.arguments), status: .unprocessableContent)
        }
        guard !file.isEmpty else {
            return try ask(context, fileError: context.text("portal.verify.no_file"), status: .unprocessableContent)
        }
        let result: FileVerification
        do {
            result = try await context.whileConnected { [file] in try await parts.licences.verify(file: file) }
        } catch let problem as Problem where problem.isOfBudget {
            return try ask(context, fileError: context.text(problem.code, problem.arguments), status: .contentTooLarge)
        }
        let page = FilePage(result, name: name, on: parts.clock.today, context, parts.organisations.directory)
        return try context.page("portal/verify-file", title: context.text("portal.verify.title"), page, at: "verify")
    }

    private func ask(
        _ context: TongbanContext, identifier: String = "", error: String = "", fileError: String = "", status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let text = { (key: String) in context.text("portal.verify.\(key)") }
        let identifier = FieldView.text("identifier", text("identifier"), hint: text("identifier.hint"), value: identifier)
            .with { $0.error = error }
        let file = FieldView.file("file", text("file"), hint: text("file.hint"), accepts: [.ofd]).with { $0.error = fileError }
        let model = ["identifier": identifier, "file": file]
        return try context.page("portal/verify", title: text("title"), model, status: status, at: "verify")
    }
}

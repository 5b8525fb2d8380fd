import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/console`: the work that is done later, and what was given up, to be tried again.
struct JobsController: Sendable {
    let platform: any AdministeredPlatform

    func add(to router: Router<TongbanContext>) {
        router.get("/console", use: show)
        router.post("/console/jobs/retry", use: retryAll)
        router.post("/console/jobs/:job/retry", use: retry)
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        _ = try context.administrator()
        return try await page(context)
    }

    @Sendable private func retry(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let administrator = try context.administrator(), job = try context.parameter("job")
        do {
            try await platform.retry(job, by: administrator)
            return context.redirect(to: "/console", notice: "console.retried")
        } catch let problem as Problem where problem.code == "job.not_dead" {
            // A colleague was faster, or the page was old: the list as it is now says more than an error's page.
            return try await page(context, alert: context.text("console.not_given_up", ["job": job]), status: .conflict)
        }
    }

    @Sendable private func retryAll(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let count = try await platform.retryAll(by: context.administrator())
        return context.redirect(to: "/console", notice: count > 0 ? "console.retried" : "console.none_given_up")
    }

    private func page(
        _ context: TongbanContext, alert: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let work = try await platform.laterWork()
        let page = JobsPage(work, try await platform.health(), alert: alert, context)
        return try context.page("console/jobs", title: page.title, page, status: status, layout: .staff, at: "console.jobs",
                                badges: work.givenUp > 0 ? ["console.jobs": "\(work.givenUp)"] : [:])
    }
}

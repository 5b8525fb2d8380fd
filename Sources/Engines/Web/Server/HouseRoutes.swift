import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore

/// The server's own routes: assets, health, and the choices of the utility bar.
struct HouseRoutes {
    let web: WebParts
    let ready: @Sendable () async throws -> Void

    func add(to router: Router<TongbanContext>) {
        router.get("/assets/**") { _, context in try asset(context) }
        router.get("/favicon.ico") { _, _ in
            Response(status: .found, headers: [.location: web.assets.address(of: "favicon.svg") ?? "/"])
        }
        router.get("/health/live") { _, _ in HTTPResponse.Status.ok }
        router.get("/health/ready") { _, context in await readiness(context) }
        router.get("/preferences") { _, context in preferences(context) }
    }

    private func asset(_ context: TongbanContext) throws -> Response {
        guard let asset = web.assets.asset(at: context.path) else { throw Problem("page.not_found", .notFound) }
        return Response(status: .ok, headers: [.contentType: asset.mediaType, .cacheControl: "public, max-age=31536000, immutable"],
                        body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }

    private func readiness(_ context: TongbanContext) async -> HTTPResponse.Status {
        do {
            try await ready()
            return .ok
        } catch {
            context.logger.warning("not ready", metadata: ["error": "\(type(of: error))"])
            return .serviceUnavailable
        }
    }

    /// `/preferences?language=en&elder=1&region=410202&return=/guide`: remembers a choice and goes back. It changes nothing but cookies.
    private func preferences(_ context: TongbanContext) -> Response {
        let query = context.query, secure = web.options.isSecure
        var response = Response(status: .seeOther, headers: [.location: safeReturn(query["return"]), .cacheControl: "no-store"])
        if let language = Language(rawValue: query["language"]) {
            response.add(.kept(CookieName.language, language.rawValue, days: 365, secure: secure))
        }
        if ["0", "1"].contains(query["elder"]) {
            response.add(.kept(CookieName.elder, query["elder"], days: 365, secure: secure))
        }
        if web.site.regionName(query["region"], .zh) != nil {
            response.add(.kept(CookieName.region, query["region"], days: 365, secure: secure))
        }
        return response
    }
}

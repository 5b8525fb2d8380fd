import Hummingbird
import Web

/// The pages that anyone may read without signing in: find, understand, track, verify.
struct PublicRoutes {
    let parts: PortalParts

    func add(to router: Router<TongbanContext>) {
        HomeController(parts: parts).add(to: router)
        SearchController(parts: parts).add(to: router)
        ItemsController(parts: parts).add(to: router)
        LifeEventsController(parts: parts).add(to: router)
        DepartmentsController(parts: parts).add(to: router)
        RegionsController(parts: parts).add(to: router)
        GuideController(parts: parts).add(to: router)
        TrackController(parts: parts).add(to: router)
        VerifyController(parts: parts).add(to: router)
        ReceiptController(parts: parts).add(to: router)
        router.get("/help") { _, context in try HelpPage.response(context, parts) }
    }
}

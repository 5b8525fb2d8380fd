import Hummingbird
import Web

/// Applying (申请): from the guide's button to the receipt. One thing a page, saved at every step.
struct ApplyRoutes {
    let parts: PortalParts

    func add(to router: Router<TongbanContext>) {
        let citizens = router.group().add(middleware: CitizensOnly())
        StartController(parts: parts).add(to: citizens)
        DraftController(parts: parts).add(to: citizens)
        SectionController(parts: parts).add(to: citizens)
        MaterialsController(parts: parts).add(to: citizens)
        ReviewController(parts: parts).add(to: citizens)
    }
}

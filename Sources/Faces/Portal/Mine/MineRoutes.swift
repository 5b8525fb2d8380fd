import Hummingbird
import Web

/// My space (我的): what is asked of me, my cases, my licences, what happened.
struct MineRoutes {
    let parts: PortalParts

    func add(to router: Router<TongbanContext>) {
        let citizens = router.group().add(middleware: CitizensOnly())
        DashboardController(parts: parts).add(to: citizens)
        MyCasesController(parts: parts).add(to: citizens)
        CaseReceiptController(parts: parts).add(to: citizens)
        CorrectionController(parts: parts).add(to: citizens)
        LicencesController(parts: parts).add(to: citizens)
        InboxController(parts: parts).add(to: citizens)
    }
}

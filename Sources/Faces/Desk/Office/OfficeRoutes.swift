import Hummingbird
import Web

/// `/office`: what officers and chiefs have to decide.
struct OfficeRoutes {
    let parts: DeskParts

    func add(to router: Router<TongbanContext>) {
        WorkListController(parts: parts, station: .office).routes(router)
    }
}

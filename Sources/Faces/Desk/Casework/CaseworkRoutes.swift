import Hummingbird
import Web

/// The page of a case, alike at both desks: `/window/cases/:id` and `/office/cases/:id`.
struct CaseworkRoutes {
    let parts: DeskParts

    func add(to router: Router<TongbanContext>) {
        for station in Station.allCases {
            CaseController(parts: parts, station: station).routes(router)
            StepController(parts: parts, station: station).routes(router)
            CaseFilesController(parts: parts, station: station).routes(router)
        }
    }
}

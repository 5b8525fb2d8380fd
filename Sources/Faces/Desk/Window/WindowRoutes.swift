import Cases
import Hummingbird
import Identity
import Kernel
import Web

/// `/window`: takes anyone's application in, one screen after the other, with the hands on the keyboard.
struct WindowRoutes {
    let parts: DeskParts

    func add(to router: Router<TongbanContext>) {
        PersonController(parts: parts).routes(router)
        ClaimController(parts: parts).routes(router)
        StartController(parts: parts).routes(router)
        IntakeController(parts: parts).routes(router)
        ReceiptController(parts: parts).routes(router)
        WorkListController(parts: parts, station: .window).routes(router)
    }
}

extension DeskParts {
    /// Whoever stands at the counter: a person whom this clerk has seen today with his card.
    /// - Throws: `desk.find.notSeen`, for anybody else, known or not.
    func visit(_ context: TongbanContext) async throws -> Visit {
        let clerk = try actor(.window, context).actor
        guard let visit = try await identity.visit(of: context.id(), to: clerk) else { throw Problem("desk.find.notSeen", .notFound) }
        return visit
    }
}

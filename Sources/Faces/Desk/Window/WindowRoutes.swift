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
        StartController(parts: parts).routes(router)
        IntakeController(parts: parts).routes(router)
        ReceiptController(parts: parts).routes(router)
        WorkListController(parts: parts, station: .window).routes(router)
    }
}

extension DeskParts {
    /// Whoever stands at the counter: a person, whom this clerk has found by his full number within the day.
    /// - Throws: `page.not_found`, also when he is there but didn't come to this clerk.
    func visitor(_ context: TongbanContext) async throws -> Account {
        guard let account = try await identity.visitor(context.id(), of: actor(.window, context).actor) else {
            throw Problem("page.not_found", .notFound)
        }
        return account
    }
}

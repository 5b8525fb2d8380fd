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
    /// Whoever stands at the counter: a person, by the key under which a clerk has found him.
    /// - Throws: `page.not_found`.
    func visitor(_ context: TongbanContext) async throws -> Account {
        let account = try await identity.account(context.id())
        guard let account, account.kind == .person else { throw Problem("page.not_found", .notFound) }
        return account
    }
}

import Foundation
import Hummingbird
import Kernel
@testable import Web

/// The package's own files with the demo feature's beside them: a tree of links, made once for each test; files of
/// the demo may be given another text.
func demoRoot(with changed: [String: String] = [:]) throws -> ResourceRoot {
    let tests = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    let package = tests.deletingLastPathComponent().deletingLastPathComponent()
    let files = FileManager.default
    let root = files.temporaryDirectory.appending(path: "web-\(UUID().uuidString)")
    try files.createDirectory(at: root.appending(path: "Sources/Engines"), withIntermediateDirectories: true)
    try files.createDirectory(at: root.appending(path: "Sources/Features"), withIntermediateDirectories: true)
    try files.copyItem(at: package.appending(path: "Sources/Engines/Web"), to: root.appending(path: "Sources/Engines/Web"))
    try files.copyItem(at: tests.appending(path: "Fixtures"), to: root.appending(path: "Sources/Features/Demo"))
    for (path, text) in changed {
        try text.write(to: root.appending(path: "Sources/Features/Demo/\(path)"), atomically: true, encoding: .utf8)
    }
    return try ResourceRoot(root.path)
}

/// The demo city.
func demoSite() -> Site {
    Site(name: LocalizedText("开封市政务服务", "Kaifeng Government Services"),
         host: LocalizedText("开封市行政审批和政务信息管理局", "Kaifeng Administrative Approval Bureau"),
         navigation: [
             .init("home", LocalizedText("首页", "Home"), "/demo"), .init("services", LocalizedText("办事", "Services"), "/demo/apply"),
             .init("life", LocalizedText("一件事", "Life events"), "/life"), .init("me", LocalizedText("我的", "Mine"), "/me"),
             .init("talk", LocalizedText("互动", "Talk"), "/talk"), .init("open", LocalizedText("公开", "Open data"), "/open"),
         ],
         desks: [
             .init("office", LocalizedText("审批办公", "Office"), "/demo/office", roles: ["officer"], entries: [
                 .init("office.todo", LocalizedText("待办", "To do"), "/demo/office"),
                 .init("office.done", LocalizedText("已办", "Done"), "/done"),
             ]),
             .init("supervision", LocalizedText("电子监察", "Supervision"), "/supervision", roles: ["supervisor"]),
         ],
         region: "410200") { code, language in
        ["410200": ["开封市", "Kaifeng"], "410202": ["龙亭区", "Longting"]][code]?[language == .zh ? 0 : 1]
    }
}

/// Knows two people by their tokens.
struct DemoSessions: Authenticator {
    func session(for token: String) async throws -> SessionView? {
        switch token {
        case "citizen":
            SessionView(actor: Actor(kind: .person, id: "p1", name: "李*梅", capacity: "holder"), name: "李晓梅",
                        csrf: "token-of-citizen", unread: 2)
        case "officer":
            SessionView(actor: Actor(kind: .staff, id: "s1", name: "赵建国", capacity: "officer"), name: "赵建国",
                        csrf: "token-of-officer", roles: ["officer"], body: "市场监督管理局")
        case "broken": throw Problem("storage.away", .unavailable)
        default: nil
        }
    }
}

func demoServer(
    options: WebServer.Options = .init(), ready: @escaping @Sendable () async throws -> Void = {},
    more: @escaping @Sendable (Router<TongbanContext>) -> Void = { _ in }
) throws -> WebServer {
    let root = try demoRoot()
    defer { try? FileManager.default.removeItem(atPath: root.path) }
    return try WebServer(root, features: [Demo(more: more)], site: demoSite(), authenticator: DemoSessions(), options: options,
                         random: SeededRandom(seed: 1), mac: toyDigest, ready: ready)
}

/// Not a MAC: enough to tell texts apart (FNV-1a, twice).
func toyDigest(_ bytes: [UInt8]) -> [UInt8] {
    [UInt64(0xcbf2_9ce4_8422_2325), 0x8422_2325_cbf2_9ce4].flatMap { seed in
        let hash = bytes.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
    }
}

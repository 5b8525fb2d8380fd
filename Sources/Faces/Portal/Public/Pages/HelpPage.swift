import Hummingbird
import Organisations
import Web

/// 使用帮助: the questions that people ask first.
struct HelpPage: Sendable {
    struct Question: Sendable { let question: String, answer: String, link: LinkView }

    let questions: [Question]
    let hotline: String

    static func response(_ context: TongbanContext, _ parts: PortalParts) throws -> Response {
        let topics = [
            ("find", "/search"), ("apply", "/items"), ("track", "/track"), ("elder", "/preferences?elder=1"), ("verify", "/verify"),
            ("receipt", "/receipt"), ("counter", "/departments"),
        ]
        let page = HelpPage(questions: topics.map { key, path in
            Question(question: context.text("portal.help.\(key).q"), answer: context.text("portal.help.\(key).a"),
                     link: LinkView(context.text("portal.help.\(key).link"), path))
        }, hotline: parts.city.hotline)
        return try context.page("portal/help", title: context.text("portal.help.title"), page, at: "help")
    }
}

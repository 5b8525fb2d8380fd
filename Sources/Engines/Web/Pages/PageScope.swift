import Mustache

/// What the templates of a page see: the view model, and under the name `page` what every page knows.
struct PageScope: MustacheParent {
    let model: Any
    let page: [String: Any]

    init(_ model: Any, _ context: TongbanContext) {
        self.model = model
        page = [
            "csrf": context.csrf, "path": context.path, "return": percentEncoded(context.location), "region": context.region,
            "isElder": context.isElder, "isSignedIn": context.session != nil, "isChinese": context.language == .zh,
            "language": context.language.tag, "requestID": context.requestID,
        ]
    }

    func child(named name: String) -> Any? { name == "page" ? page : value(of: name, in: model) }
}

/// A value by its name: from a parent that answers for itself, else from a stored property. An empty optional is `nil`.
func value(of name: String, in model: Any) -> Any? {
    if let parent = model as? any MustacheParent { return parent.child(named: name) }
    guard let found = Mirror(reflecting: model).children.first(where: { $0.label == name })?.value else { return nil }
    let mirror = Mirror(reflecting: found)
    return mirror.displayStyle == .optional ? mirror.children.first?.value : found
}

import Kernel
import Synchronization

/// Which frame a page has: the citizens' site, the staff's desks, or none (screens in halls, terminals).
public enum Layout: String, Sendable, Hashable { case citizen, staff, bare }

/// What surrounds every page. Drawn once for each variant; a request only fills the holes.
final class Chrome: Sendable {
    /// All that the frame depends on and that takes few values.
    struct Variant: Hashable {
        let layout: Layout, language: Language, isElder: Bool
        let isSignedIn: Bool
        /// The entries of the menu, or the desks, that this visitor sees; and which of them the page belongs to.
        let visible: [String], current: String?
    }

    private let templates: Templates, messages: Messages, site: Site
    private let drawn = Mutex<[Variant: Frozen]>([:])

    init(templates: Templates, messages: Messages, site: Site) {
        (self.templates, self.messages, self.site) = (templates, messages, site)
    }

    /// The page around `main`, which is HTML already; `badges` are counts shown beside entries of the menu, by their ids.
    func page(_ context: TongbanContext, layout: Layout, title: String, main: String, at current: String?,
              badges: [String: String]) throws -> String {
        let frame = try frame(variant(context, layout: layout, at: current))
        var holes = [
            "title": escapeHTML(title), "main": main, "csrf": escapeHTML(context.csrf),
            "return": percentEncoded(context.location), "region": escapeHTML(site.regionName(context.region, context.language) ?? ""),
            "name": escapeHTML(context.session?.name ?? ""), "body": escapeHTML(context.session?.body ?? ""),
            "notice": context.notice.map { "<div class=\"notice green\" role=\"status\">\(escapeHTML($0))</div>" } ?? "",
        ]
        if let unread = context.session?.unread, unread > 0 { holes["unread"] = "<span class=\"count\">\(unread)</span>" }
        for (id, badge) in badges { holes["badge \(id)"] = "<span class=\"count\">\(escapeHTML(badge))</span>" }
        return frame.filled(holes)
    }

    private func frame(_ variant: Variant) throws -> Frozen {
        if let frame = drawn.withLock({ $0[variant] }) { return frame }
        let frame = Frozen(try templates.render("layout/\(variant.layout.rawValue)", model(variant), variant.language))
        drawn.withLock { $0[variant] = frame }
        return frame
    }

    private func variant(_ context: TongbanContext, layout: Layout, at current: String?) -> Variant {
        let entries = entries(layout)
        let roles = context.session?.roles ?? []
        let visible = entries.flatMap { [$0] + $0.entries }.filter { $0.roles.isEmpty || !$0.roles.isDisjoint(with: roles) }.map(\.id)
        let known = entries.contains { $0.id == current || $0.entries.contains { $0.id == current } }
        return Variant(layout: layout, language: context.language, isElder: context.isElder, isSignedIn: context.session != nil,
                       visible: visible, current: known ? current : nil)
    }

    private func model(_ variant: Variant) -> [String: Any] {
        let language = variant.language
        let entries = entries(variant.layout)
        let desk = entries.first { $0.id == variant.current || $0.entries.contains { $0.id == variant.current } }
        var model: [String: Any] = [:]
        for name in ["title", "csrf", "return", "region", "name", "body"] { model[name] = Frozen.hole(name) }
        for name in ["main", "notice", "unread"] { model["\(name)HTML"] = SafeHTML(Frozen.hole(name)) }
        model["lang"] = language.tag
        model["isChinese"] = language == .zh
        model["isElder"] = variant.isElder
        model["isSignedIn"] = variant.isSignedIn
        model["site"] = [
            "name": site.name(language), "motto": site.motto(language), "host": site.host(language), "hotline": site.hotline,
        ]
        model["paths"] = [
            "home": site.paths.home, "signIn": site.paths.signIn, "signOut": site.paths.signOut, "account": site.paths.account,
            "inbox": site.paths.inbox, "regions": site.paths.regions, "help": site.paths.help,
        ]
        model["entries"] = links(entries, current: desk?.id, variant)
        model["tabs"] = links(desk?.entries ?? [], current: variant.current, variant)
        model["desk"] = desk?.label(language) ?? site.name(language)
        return model
    }

    private func entries(_ layout: Layout) -> [Site.Entry] { layout == .staff ? site.desks : site.navigation }

    private func links(_ entries: [Site.Entry], current: String?, _ variant: Variant) -> [[String: Any]] {
        entries.filter { variant.visible.contains($0.id) }.map { entry in
            ["label": entry.label(variant.language), "path": entry.path, "isCurrent": entry.id == current,
             "badgeHTML": SafeHTML(Frozen.hole("badge \(entry.id)"))]
        }
    }
}

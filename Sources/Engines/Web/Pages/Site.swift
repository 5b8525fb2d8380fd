/// What a city says about itself on every page: data, never code. The same program serves any city.
public struct Site: Sendable {
    /// An entry of the main menu, a desk of the staff, or a tab of a desk.
    public struct Entry: Sendable {
        /// How pages name it: `portal`, `office`, `office.todo`.
        public let id: String
        public let label: LocalizedText
        public let path: String
        /// Who sees it: anyone who has one of these roles; empty means everybody.
        public let roles: Set<String>
        public let entries: [Entry]

        public init(_ id: String, _ label: LocalizedText, _ path: String, roles: Set<String> = [], entries: [Entry] = []) {
            (self.id, self.label, self.path, self.roles, self.entries) = (id, label, path, roles, entries)
        }
    }

    /// `开封市政务服务`, and the line below it.
    public var name: LocalizedText
    public var motto = LocalizedText("一网通办 · 一窗受理", "One network, one window")
    /// The body that runs the site (主办单位).
    public var host: LocalizedText
    public var hotline = "12345"
    /// The main menu of the citizens' pages.
    public var navigation: [Entry]
    /// The staff's desks, each with its tabs.
    public var desks: [Entry]
    /// The region shown to a visitor who has chosen none.
    public var region: String
    /// The name of a region of this city by its code, or `nil`: also the check of what a visitor may choose.
    public var regionName: @Sendable (String, Language) -> String?
    public var paths = Paths()

    /// Where the pages lie that the chrome links to.
    public struct Paths: Sendable {
        public var home = "/", signIn = "/sign-in", signOut = "/sign-out", account = "/me", inbox = "/me/messages"
        public var regions = "/regions", help = "/help"

        public init() {}
    }

    public init(name: LocalizedText, host: LocalizedText, navigation: [Entry], desks: [Entry] = [], region: String,
                regionName: @escaping @Sendable (String, Language) -> String?) {
        (self.name, self.host, self.navigation, self.desks) = (name, host, navigation, desks)
        (self.region, self.regionName) = (region, regionName)
    }
}

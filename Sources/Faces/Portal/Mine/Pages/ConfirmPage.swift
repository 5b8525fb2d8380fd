import Web

/// Asks before what cannot be undone; works without a script.
struct ConfirmPage: Sendable {
    let title: String
    let detail: String
    let action: String
    /// The state of the case that the page shows, where it is about one.
    var revision: String?
    /// Why it could not be done.
    var trouble: String?
    let submit: String
    let back: String
    let crumbs: [LinkView]
}

import Web

/// Asks before what cannot be undone; works without a script.
struct ConfirmPage: Sendable {
    let title: String
    let detail: String
    let action: String
    let submit: String
    let back: String
    let crumbs: [LinkView]
}

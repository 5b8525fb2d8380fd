import Kernel
import Web

/// What the page about one's password and sign-ins shows.
struct PasswordPage {
    struct Place { let opened: String, seen: String, isThis: Bool }

    let change: FormView
    let places: [Place]
    /// Whether the password is one that somebody else has given.
    let isGiven: Bool
    /// Whether there is anywhere else to be signed out of.
    let hasOthers: Bool
    let end: FormView

    init(_ input: FormInput, _ sessions: [OpenSession], isGiven: Bool, _ context: TongbanContext) {
        self.isGiven = isGiven
        let text = { (key: String, arguments: [String: String]) in context.text("identity.\(key)", arguments) }
        let secret = { (name: String, label: String, use: String) in
            FieldView(.password, name, text(label, [:])).with { $0.autocomplete = use }
        }
        let day = { (instant: Timestamp) in "\(LocalDate(instant)) \(LocalTime(instant).short)" }
        change = FormView("/me/password", submit: text("password.change", [:]), [
            secret("present", "password.present", "current-password"),
            secret("password", "password.new", "new-password").with { $0.hint = text("register.passwordHint", [:]) },
            secret("again", "register.again", "new-password"),
        ].filled(from: input, context))
        end = FormView("/me/sessions/end", submit: text("sessions.end", [:]), [
            secret("current", "password.present", "current-password"),
        ].filled(from: input, context))
        places = sessions.map { session in
            Place(opened: text("sessions.opened", ["at": day(session.openedAt)]), seen: text("sessions.seen", ["at": day(session.seenAt)]),
                  isThis: session.isThis)
        }
        hasOthers = sessions.contains { !$0.isThis }
    }
}

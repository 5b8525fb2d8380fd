import Identity
import Kernel
import Web

/// The first screen: the identity card, and the clerk's word that he has it before him.
struct FindPage {
    let form: FormView
    /// The number is proven to be somebody's of another name: what the clerk can do then.
    let reclaimLead: String?
    let waiting: Int, hasWaiting: Bool

    init(_ input: FormInput, formerly: Account?, waiting: Int, _ context: TongbanContext) {
        (self.waiting, hasWaiting) = (waiting, waiting > 0)
        reclaimLead = formerly.map { context.text("desk.find.reclaimLead", ["name": $0.maskedName]) }
        form = FormView("/window/people", submit: context.text("desk.find.submit"), [
            .text("idNumber", context.text("desk.facts.idNumber"), hint: context.text("desk.find.idNumberHint"))
                .with { ($0.limit, $0.autocomplete) = (18, "off") },
            .text("name", context.text("desk.find.name"), hint: context.text("desk.find.nameHint")).with { $0.autocomplete = "off" },
            FieldView(.tel, "mobile", context.text("desk.facts.mobile")).with {
                ($0.isRequired, $0.autocomplete, $0.inputMode, $0.hint) = (false, "off", "tel", context.text("desk.find.mobileHint"))
            },
            .checkbox("seen", context.text("desk.find.seen"), hint: context.text("desk.find.seenHint")),
        ].filled(from: input, context))
    }
}

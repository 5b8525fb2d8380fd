import Kernel
import Organisations
import Web

/// What somebody sees of himself; personal data only by its mask, since others may be looking at the screen.
struct AccountPage {
    struct Fact { let label: String, value: String }
    struct Capacity { let code: String, name: String, about: String, isCurrent: Bool }

    let name: String
    let facts: [Fact]
    /// The code to show at a window, as long as nobody has seen him with his card.
    let counterCode: String?, counterLead: String
    /// Whether there is a choice of capacity: staff have none.
    let hasCapacities: Bool
    let capacities: [Capacity]

    init(
        _ session: Session, _ mandates: [Agency], counterCode: String, _ directory: OrganisationDirectory, _ context: TongbanContext
    ) {
        let label = { (key: String) in context.text("identity.\(key)") }
        let account = session.account, isEnglish = context.language == .en
        name = account.kind == .staff ? account.name : account.maskedName
        var facts = [
            Fact(label: label("idNumber"), value: account.maskedIDNumber), Fact(label: label("mobile"), value: account.maskedMobile),
            Fact(label: label("login"), value: account.login ?? ""),
        ]
        if let staff = session.staff {
            facts += [
                Fact(label: label("staffNo"), value: staff.staffNo), Fact(label: label("post"), value: staff.post),
                Fact(label: label("body"), value: directory.name(ofBody: staff.body, english: isEnglish)),
                Fact(label: label("region"), value: directory.pathName(of: staff.region)),
            ]
        } else {
            facts.append(Fact(label: label("assurance"), value: label("assurance.\(account.assurance.rawValue)")))
        }
        counterLead = label(account.assurance < .register ? "account.unprovenLead" : "account.unprovenButKnown")
        self.counterCode = account.kind == .person && !account.isProven ? "\(counterCode.prefix(4)) \(counterCode.suffix(4))" : nil
        self.facts = facts.filter { !$0.value.isEmpty }
        hasCapacities = session.staff == nil && !mandates.isEmpty
        let own = Capacity(code: "", name: label("oneself"), about: account.maskedName, isCurrent: session.actingFor == nil)
        capacities = [own] + mandates.map { mandate in
            Capacity(code: mandate.legalPerson.code, name: mandate.legalPerson.name, about: label("scope.\(mandate.scope.rawValue)"),
                     isCurrent: session.actingFor?.code == mandate.legalPerson.code)
        }
    }
}

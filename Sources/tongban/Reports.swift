import Identity
import Kernel
import Ledger
import Organisations
import Web

/// What became of an import, for a person at a terminal.
enum Reports {
    static func say(_ name: String, _ report: ImportReport, _ resources: ResourceRoot) {
        let kept = "\(report.added) added, \(report.changed) changed, \(report.unchanged) unchanged"
        Terminal.say("\(name): \(kept), \(report.refused.count) refused")
        for refusal in report.refused {
            Terminal.warn("  row \(refusal.row) \(refusal.key): \(Terminal.words(refusal.reason, resources))")
        }
    }
}

extension Reports {
    /// What an audit of a ledger found.
    static func say(_ report: AuditReport, _ resources: ResourceRoot) throws {
        let messages = try Messages(resources, folders: Folders.all(resources))
        for problem in report.problems {
            Terminal.say("✗ \(messages.text(problem.code, .current, ["place": problem.place])) (\(problem.place))")
        }
        Terminal.say("\(report.acts) acts, \(report.heads) signed heads: \(report.isIntact ? "intact" : "\(report.problemCount) problems")")
    }
}

/// A demonstration's accounts.
enum Demo {
    static func say(_ accounts: [DemoAccount]) {
        guard let first = accounts.first else { return }
        Terminal.say("Demo accounts (password for all: \(first.password)):")
        for account in accounts { Terminal.say("  \(account.login)  \(account.name)  \(account.post)") }
    }
}

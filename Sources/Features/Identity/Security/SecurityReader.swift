import Kernel
import Ledger
import Storage

/// Takes over from the ledger what belongs into the security log as well, so that all is in one list.
struct SecurityReader: LedgerReader {
    let name = "identity.security"

    func take(_ acts: [SequencedAct], in tx: any Transaction) throws {
        for act in acts.map(\.act) {
            guard let event = SecurityEvent(act) else { continue }
            try SecurityStore.add(event, tx)
        }
    }

    func clear(in tx: any Transaction) throws { try SecurityStore.removeActs(tx) }
}

extension SecurityEvent {
    /// What an act says, under its own key; `nil` for the many that are of no interest here.
    fileprivate init?(_ act: Act) {
        guard let kind = Kind(act: act.kind) else { return nil }
        self.init(
            ID(trusted: act.id.text), kind, actor: act.actor.id, account: act.subject.kind == "account" ? act.subject.id : nil,
            name: act.actor.name, details: act.facts)
    }
}

extension SecurityEvent.Kind {
    fileprivate init?(act kind: String) {
        // Each room names its exports after what it gives: `case.list_exported`, `supervision.exported`.
        let isExport = kind.utf8.suffix(8).elementsEqual("exported".utf8)
        guard let kind = isExport ? .dataExported : Self(rawValue: kind), Self.acts.contains(kind) else { return nil }
        self = kind
    }
}

import Kernel
import Signing

/// An act as columns. Its canonical bytes are put together from the very columns that queries use, so that no column can be
/// altered without changing the leaf in the tree.
struct ActRow: Sendable, Hashable {
    let id: String
    let kind: String
    let subject: Subject
    let related: Subject?
    /// Canonical JSON of the actor.
    let actor: String
    let at: Timestamp
    /// Canonical JSON of the facts.
    let facts: String

    /// One line of JSON, with sorted names, as RFC 8785 has it: the form that is hashed, and that receipts carry.
    var canonical: [UInt8] {
        var json = CanonicalJSON(capacity: 192 + actor.utf8.count + facts.utf8.count)
        json.raw("{\"actor\":")
        json.raw(actor)
        json.raw(",\"at\":")
        json.raw(String(at.milliseconds))
        json.raw(",\"facts\":")
        json.raw(facts)
        json.raw(",\"id\":")
        json.string(id)
        json.raw(",\"kind\":")
        json.string(kind)
        if let related {
            json.raw(",\"related\":")
            json.subject(related)
        }
        json.raw(",\"subject\":")
        json.subject(subject)
        json.raw("}")
        return json.bytes
    }

    /// The act's leaf in the Merkle tree.
    var leaf: Digest { Merkle.leaf(canonical) }
}

extension ActRow {
    init(_ act: Act) {
        var actor = CanonicalJSON(), facts = CanonicalJSON()
        actor.object(act.actor.fields)
        facts.object(act.facts)
        self.init(
            id: act.id.text, kind: act.kind, subject: act.subject, related: act.related, actor: actor.text, at: act.at, facts: facts.text)
    }

    /// - Throws: `Problem` `ledger.damaged` when a column isn't what was written there.
    func act() throws -> Act {
        guard let actor = CanonicalObject.read(actor).flatMap(Actor.init(fields:)), let facts = CanonicalObject.read(facts) else {
            throw Problem.damaged("the act \(id) cannot be read")
        }
        return Act(ID(trusted: id), kind, of: subject, related: related, by: actor, at: at, facts: facts)
    }
}

extension Actor {
    fileprivate var fields: [String: String] {
        var fields = ["capacity": capacity, "id": id, "kind": kind.rawValue, "name": name]
        fields["body"] = body
        return fields
    }

    fileprivate init?(fields: [String: String]) {
        guard let kind = fields["kind"].flatMap(Actor.Kind.init), let id = fields["id"], let name = fields["name"],
              let capacity = fields["capacity"] else { return nil }
        self.init(kind: kind, id: id, name: name, capacity: capacity, body: fields["body"])
    }
}

extension CanonicalJSON {
    fileprivate mutating func subject(_ subject: Subject) {
        raw("{\"id\":")
        string(subject.id)
        raw(",\"kind\":")
        string(subject.kind)
        raw("}")
    }
}

extension Problem {
    /// What is stored isn't what the ledger wrote: `ledger.damaged`. The reason is for the log; `tongban verify` tells more.
    static func damaged(_ reason: String) -> Problem { Problem("ledger.damaged", .fault, reason: reason) }
}

import Synchronization

/// Counts the connections that are open.
final class Connections: Sendable {
    private struct Open { var total = 0, byClient: [String: Int] = [:] }

    private let open = Mutex(Open())
    private let limits: ConnectionLimits
    private let proxies: [AddressBlock]

    init(_ limits: ConnectionLimits, proxies: [AddressBlock]) { (self.limits, self.proxies) = (limits, proxies) }

    /// A connection that was let in.
    struct Place: Sendable { fileprivate let client: String? }

    /// Lets a connection in; `nil` when there are too many.
    func admit(_ peer: String?) -> Place? {
        let address = peer.flatMap(IPAddress.init)
        // Through a proxy come many, of whom each is alone.
        let client = address.flatMap { address in proxies.contains { $0.contains(address) } ? nil : address.client }
        return open.withLock { open in
            let mine = client.map { open.byClient[$0, default: 0] } ?? 0
            guard open.total < limits.total, mine < limits.perClient else { return nil }
            open.total += 1
            if let client { open.byClient[client] = mine + 1 }
            return Place(client: client)
        }
    }

    func leave(_ place: Place) {
        open.withLock { open in
            open.total -= 1
            guard let client = place.client, let mine = open.byClient[client] else { return }
            open.byClient[client] = mine == 1 ? nil : mine - 1
        }
    }

    var count: Int { open.withLock { $0.total } }
}

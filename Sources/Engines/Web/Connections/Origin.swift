/// Where a request comes from. What `X-Forwarded-For` says is believed only as far as proxies of ours have said it: each writes down
/// whom it heard from, at the end; whatever stands before the first stranger is that stranger's own tale.
enum Origin {
    /// The client as he is counted.
    /// - Parameters:
    ///   - peer: The address at the other end of the connection.
    ///   - forwarded: The header's value, all its lines joined.
    static func client(_ peer: String, forwarded: String?, trusting proxies: [AddressBlock]) -> String {
        guard var nearest = IPAddress(peer) else { return peer }
        let isTrusted = { (address: IPAddress) in proxies.contains { $0.contains(address) } }
        let hops = (forwarded ?? "").utf8.split(separator: UInt8(ascii: ",")).reversed()
        for hop in hops {
            guard isTrusted(nearest) else { break }
            let blank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
            let text = hop.drop(while: blank).reversed().drop(while: blank).reversed()
            // What is no address says nothing, and neither does what stands before it.
            guard let address = IPAddress(String(decoding: text, as: UTF8.self)) else { break }
            nearest = address
        }
        return nearest.client
    }
}

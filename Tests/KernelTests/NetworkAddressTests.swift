import Kernel
import Testing

@Suite("An address of the internet") struct NetworkAddressTests {
    @Test("is shared by one subscriber: of IPv6 his whole network", arguments: [
        ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8:1:2::1", "2001:db8:1:2/64"),
        ("2001:DB8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2/64"), ("fe80::1%eth0", "fe80:0:0:0/64"), ("hall", "hall"), ("", ""),
        ("192.0.2.01", "192.0.2.01"), ("1.2.3", "1.2.3"),
    ])
    func subscriber(text: String, subscriber: String) { #expect(NetworkAddress.subscriber(of: text) == subscriber) }

    @Test("is this machine's own, or leads away from it", arguments: [
        ("127.0.0.1", true), ("127.8.8.8", true), ("::1", true), ("::ffff:127.0.0.1", true), ("localhost", true),
        ("/var/run/postgresql", true), ("@abstract", true), ("0.0.0.0", false), ("::", false), ("10.0.0.1", false),
        ("localhost.example.org", false), ("127.0.0.1.example.org", false), ("db", false), ("", false), ("2130706433", false),
    ])
    func local(host: String, isLocal: Bool) { #expect(NetworkAddress.isThisMachine(host) == isLocal) }
}

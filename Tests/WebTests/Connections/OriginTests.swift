import Testing
@testable import Web

@Suite("Where a request comes from") struct OriginTests {
    private let proxies = ["10.1.0.0/16", "::1", "2001:db8:ffff::/48"].compactMap(AddressBlock.init)

    @Test("only what proxies of ours have written is believed", arguments: [
        ("203.0.113.7", nil, "203.0.113.7"), ("203.0.113.7", "198.51.100.1", "203.0.113.7"), ("10.1.2.3", nil, "10.1.2.3"),
        ("10.1.2.3", "198.51.100.1", "198.51.100.1"), ("10.1.2.3", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("10.1.2.3", "6.6.6.6, 198.51.100.1 , 10.1.9.9", "198.51.100.1"), ("10.1.2.3", "10.1.9.9", "10.1.9.9"),
        ("10.2.0.1", "198.51.100.1", "10.2.0.1"), ("::1", "198.51.100.1", "198.51.100.1"),
        ("::ffff:10.1.2.3", "198.51.100.1", "198.51.100.1"),
        ("10.1.2.3", "junk", "10.1.2.3"), ("10.1.2.3", "", "10.1.2.3"), ("10.1.2.3", "198.51.100.1, unknown", "10.1.2.3"),
        ("10.1.2.3", "198.51.100.1\u{301}", "10.1.2.3"), ("10.1.2.3", "<script>, 10.1.9.9", "10.1.9.9"),
        ("10.1.2.3", "2001:db8::7", "20010db800000000/64"), ("2001:db8:ffff::1", "2001:DB8:0:0:ffff::", "20010db800000000/64"),
    ] as [(String, String?, String)])
    func client(_ peer: String, _ forwarded: String?, _ client: String) {
        #expect(Origin.client(peer, forwarded: forwarded, trusting: proxies) == client)
    }

    @Test("without a proxy the header says nothing")
    func direct() { #expect(Origin.client("203.0.113.7", forwarded: "198.51.100.1", trusting: []) == "203.0.113.7") }

    @Test("a household counts once, whichever of its addresses it takes")
    func households() throws {
        let one = try #require(IPAddress("2001:db8:1:2::1")), other = try #require(IPAddress("2001:db8:1:2:ffff:ffff:ffff:ffff"))
        #expect(one.client == other.client && one.client != IPAddress("2001:db8:1:3::1")?.client)
    }

    @Test("what is no address is none", arguments: [
        "", "a", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4:80", "[::1]", "::1%eth0", "1.2.3.4\0", " 1.2.3.4", "١.2.3.4",
        "localhost", ":::",
    ])
    func junk(_ text: String) { #expect(IPAddress(text) == nil) }

    @Test("what is no block is none", arguments: ["", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "::/129", "x/8"])
    func blocks(_ text: String) { #expect(AddressBlock(text) == nil) }

    @Test("a block holds its addresses and no others")
    func contains() throws {
        let block = try #require(AddressBlock("192.0.2.128/25")), all = try #require(AddressBlock("0.0.0.0/0"))
        let inside = try #require(IPAddress("192.0.2.200")), outside = try #require(IPAddress("192.0.2.100"))
        let other = try #require(IPAddress("::1"))
        #expect(block.contains(inside) && !block.contains(outside))
        #expect(all.contains(inside) && all.contains(outside) && !all.contains(other))
    }
}

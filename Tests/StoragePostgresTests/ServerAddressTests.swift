import Testing
@testable import StoragePostgres

@Suite("The servers of an address") struct ServerAddressTests {
    typealias Machine = ServerAddress.Machine

    @Test("are tried one by one, each with its port", arguments: [
        ("postgres:///x", [Machine()]),
        ("postgres://u@/x?host=/a,/b&port=1,2", [Machine(host: "/a", port: "1"), Machine(host: "/b", port: "2")]),
        ("postgres://u@/x?host=/a,/b&port=7", [Machine(host: "/a", port: "7"), Machine(host: "/b", port: "7")]),
        ("postgres://10.0.0.1:1,10.0.0.2/x", [
            Machine(host: "10.0.0.1", hostaddr: "10.0.0.1", port: "1"), Machine(host: "10.0.0.2", hostaddr: "10.0.0.2", port: ""),
        ]),
        ("postgres://a.invalid,b.invalid/x?hostaddr=10.0.0.1,10.0.0.2", [
            Machine(host: "a.invalid", hostaddr: "10.0.0.1", port: ""), Machine(host: "b.invalid", hostaddr: "10.0.0.2", port: ""),
        ]),
        // Who isn't known is still tried, so that libpq says it.
        ("postgres://a.invalid/x", [Machine(host: "a.invalid")]),
    ])
    func machines(_ url: String, _ wanted: [Machine]) throws { #expect(try ServerAddress(url).machines() == wanted) }

    @Test("by a name that stands for several machines, each of them")
    func names() throws {
        let machines = try ServerAddress("postgres://localhost:1/x").machines()
        #expect(!machines.isEmpty && Set(machines).count == machines.count)
        #expect(machines.allSatisfy { $0.host == "localhost" && ["127.0.0.1", "::1"].contains($0.hostaddr) && $0.port == "1" })
    }
}

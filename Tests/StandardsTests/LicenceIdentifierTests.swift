import Kernel
import Standards
import Testing

@Suite("电子证照标识, GB/T 36904")
struct LicenceIdentifierTests {
    static let published = [
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S",
        "1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F",
        "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
        "1.2.156.3005.2.11100000000013338W087.11370800MB28559184.37080001202411010001.001.3",
        "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9",
    ]

    @Test("published identifiers pass and are written as they were", arguments: published)
    func passes(text: String) { #expect(LicenceIdentifier(text)?.text == text) }

    @Test("letters of either case are taken", arguments: published)
    func lower(text: String) { #expect(LicenceIdentifier(text.lowercased())?.text == text) }

    @Test("every other check character fails", arguments: published)
    func check(text: String) {
        for letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" where letter != text.last {
            #expect(fault { try LicenceIdentifier(checking: text.dropLast() + String(letter)) } == "licence_id.check")
        }
    }

    @Test("the next version keeps all but version and check")
    func next() throws {
        #expect(try LicenceIdentifier(checking: Self.published[0]).next().text == Self.published[1])
        let last = try LicenceIdentifier(type: "11100000000013338W011", issuer: "11430000006122244L", serial: "1", version: 999)
        #expect(fault { try last.next() } == "licence_id.version")
    }

    @Test("the authority that defined the type is known by its credit code")
    func authority() { #expect(LicenceIdentifier(Self.published[0])?.definingAuthority?.text == "11100000000013338W") }

    @Test("what is wrong is told", arguments: [
        ("1.2.156.3005.3.11100000MB03271699022.340100.000000016.001.9", "licence_id.root"), ("1.2.156.3005.2", "licence_id.root"),
        ("1.2.156.3005.2.11100000MB03271699022.340100.000000016.001", "licence_id.parts"),
        ("1.2.156.3005.2.11100000MB0327169902.340100.000000016.001.9", "licence_id.type.length"),
        ("1.2.156.3005.2.11100000MB03271699022.3401.000000016.001.9", "licence_id.issuer.length"),
        ("1.2.156.3005.2.11100000MB03271699022.340100.0000-0016.001.9", "licence_id.serial.character"),
        ("1.2.156.3005.2.11100000MB03271699022.340100..001.9", "licence_id.serial.length"),
        ("1.2.156.3005.2.11100000MB03271699022.340100.000000016.000.9", "licence_id.version"),
        ("1.2.156.3005.2.11100000MB03271699022.340100.000000016.1.9", "licence_id.version.length"),
    ])
    func wrong(text: String, expected: String) { #expect(fault { try LicenceIdentifier(checking: text) } == expected) }

    @Test("every identifier made is read back")
    func made() throws {
        let random = SeededRandom(seed: 1)
        let letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        for _ in 0..<200 {
            let identifier = try LicenceIdentifier(
                type: random.text(21, from: letters), issuer: random.text(18, from: letters),
                serial: random.text(1 + random.number(below: 50), from: letters), version: 1 + random.number(below: 999))
            #expect(try LicenceIdentifier(checking: identifier.text) == identifier)
        }
    }
}

import Kernel
@testable import OFD
import Signing
import Testing
import XML
import Zip

@Suite("files from an enemy")
struct HostileTests {
    private let trust = Trust(roots: [])

    @Test("a container cut anywhere is refused and never a crash")
    func cut() throws {
        let bytes = try Office.package().bytes()
        for end in stride(from: 0, to: bytes.count - 1, by: max(1, bytes.count / 150)) {
            #expect(!OFDVerification.run(Array(bytes.prefix(end)), trusting: trust).isValid)
            #expect(throws: Problem.self) { try OFDPackage(reading: Array(bytes.prefix(end))) }
        }
    }

    @Test("containers with random bytes changed are read or refused, and never a crash")
    func noise() throws {
        let sealed = try Office().sealed().bytes()
        let random = SeededRandom(seed: 7)
        for _ in 0..<150 {
            var bytes = sealed
            for _ in 0..<(1 + random.number(below: 8)) { bytes[random.number(below: bytes.count)] = random.bytes(1)[0] }
            _ = OFDVerification.run(bytes, trusting: trust)
        }
    }

    @Test("a bomb is refused before it goes off")
    func bomb() throws {
        let bomb = try OFDPackage([.init("OFD.xml", [UInt8](repeating: 0x20, count: 20 << 20))]).bytes()
        #expect(bomb.count < 100_000)
        #expect(throws: Problem("ofd.too_large", .tooLarge)) { try OFDPackage(reading: bomb) }
    }

    @Test("containers beyond a limit are refused", arguments: [
        ZipLimits(container: 100, entries: 9, unpacked: 9000, ratio: 9), ZipLimits(container: 9000, entries: 2, unpacked: 9000, ratio: 9),
        ZipLimits(container: 9000, entries: 9, unpacked: 29, ratio: 9),
    ])
    func limits(_ limits: ZipLimits) throws {
        let bytes = try OFDPackage(["a", "b", "c"].map { OFDPackage.File($0, Array("0123456789".utf8)) }).bytes()
        #expect(throws: Problem("ofd.too_large", .tooLarge)) { try OFDPackage(reading: bytes, limits: limits) }
        #expect(try OFDPackage(reading: bytes).files.count == 3)
    }

    @Test("parts made to keep the server busy end with the budget of the whole package, whichever of them uses it up")
    func laborious() throws {
        let declared = (0..<60).map { "xmlns:p\($0)='urn:\($0)'" }.joined(separator: " ")
        let open = (0..<98).map { $0 < 4 ? "<a \(declared)>" : "<a>" }.joined(), close = String(repeating: "</a>", count: 98)
        let slow = Array((open + String(repeating: "<a/>", count: 200_000) + close).utf8)
        let bytes = try OFDPackage([.init("OFD.xml", slow)]).bytes()
        #expect(bytes.count < 1 << 20)
        let budget = WorkBudget(events: 20_000, time: .seconds(3600))
        #expect(throws: Problem("work.too_much", .tooLarge)) {
            try OFDVerification.run(bytes, trusting: trust, limits: .standard, budget: budget)
        }
    }

    @Test("many stamps, each within its limits, share one budget")
    func manyStamps() throws {
        var package = try Office().sealed()
        let one = Array("<a>\(String(repeating: "<b/>", count: 1000))</a>".utf8)
        let list = (0..<90).map { "<Signature ID='s\($0)' Type='Seal' BaseLoc='/S\($0).xml'/>" }.joined()
        let path = try #require(OFDDocument(package).signaturesPath)
        package.put(path, Array("<Signatures>\(list)</Signatures>".utf8))
        for number in 0..<90 { package.put("S\(number).xml", one) }
        let bytes = try package.bytes()
        #expect(throws: Problem("work.too_much", .tooLarge)) {
            try OFDVerification.run(bytes, trusting: trust, limits: .standard, budget: WorkBudget(events: 20_000, time: .seconds(3600)))
        }
        let generous = WorkBudget(events: 1_000_000, time: .seconds(3600))
        #expect(try !OFDVerification.run(bytes, trusting: trust, limits: .standard, budget: generous).isValid)
    }

    @Test("a sound document is verified within the budget of a stranger's file")
    func sound() throws {
        let office = try Office(), bytes = try office.sealed().bytes()
        let budget = WorkBudget(events: 20_000, time: .seconds(3600))
        #expect(try OFDVerification.run(bytes, trusting: office.trust, limits: .standard, budget: budget).isValid)
    }

    @Test("paths that lead astray are refused", arguments: ["../a", "/etc/passwd", "a/../../b", "a\\b", "C:a", "a//b", "./a"])
    func paths(_ path: String) throws {
        let bytes = try OFDPackage([.init(path, [1])]).bytes()
        #expect(throws: Problem("ofd.malformed", .invalid)) { try OFDPackage(reading: bytes) }
    }

    @Test("the same name twice is refused, whatever its case")
    func twice() throws {
        let bytes = try OFDPackage([.init("OFD.xml", [1]), .init("ofd.xml", [2])]).bytes()
        #expect(throws: Problem("ofd.malformed", .invalid)) { try OFDPackage(reading: bytes) }
    }

    @Test("parts that are no sound XML are refused", arguments: ["", "<a>", "<!DOCTYPE a><a/>", "<a>&b;</a>", "<p:a/>"])
    func parts(_ text: String) throws {
        let package = OFDPackage([.init("OFD.xml", Array(text.utf8))])
        #expect(throws: Problem("ofd.malformed", .invalid)) { try package.xml("OFD.xml") }
    }

    @Test("references are resolved inside the container only", arguments: [
        ("/Doc_0/a.xml", "Doc_0/a.xml"), ("a.xml", "Doc_0/Signs/a.xml"), ("../a.xml", "Doc_0/a.xml"),
        ("./Sign_0/a.xml", "Doc_0/Signs/Sign_0/a.xml"),
        ("../../../a.xml", nil), ("", "Doc_0/Signs"), ("/", nil),
    ])
    func references(_ reference: String, _ expected: String?) {
        #expect(OFDPath.resolve(reference, in: "Doc_0/Signs/Signatures.xml") == expected)
    }
}

import Drawing
import Kernel
import Signing
import XML

/// Signature.xml (18.2): what a stamp protects and where it stands. Written once; a stamp signs these very bytes.
struct SignatureFile {
    struct Reference: Hashable {
        let path: String
        /// Base64 of the file's SM3.
        let digest: String
    }

    let references: [Reference]
    let checkMethod: String
    /// Where Seal.esl and SignedValue.dat are; a bare signature has no seal.
    let sealPath: String?
    let signedValuePath: String

    /// Reads elements in any order. Throws `ofd.malformed`, and what the budget throws.
    init(reading package: OFDPackage, at path: String, budget: WorkBudget = .unbounded) throws(Problem) {
        let signature = try package.xml(path, budget)
        guard signature.name == "Signature", let information = signature.child("SignedInfo"), let list = information.child("References"),
              let value = signature.text(of: "SignedValue"), let valuePath = OFDPath.resolve(value, in: path) else {
            throw Problem.malformed("\(path) is no signature")
        }
        var references: [Reference] = []
        for element in list.children("Reference") {
            guard let file = element["FileRef"], let target = OFDPath.resolve(file, in: path),
                  let digest = element.text(of: "CheckValue") else { throw Problem.malformed("a reference in \(path)") }
            references.append(Reference(path: target, digest: digest))
        }
        guard Set(references.map(\.path)).count == references.count, references.count <= 10_000 else {
            throw Problem.malformed("a file referred to twice in \(path)")
        }
        self.references = references
        checkMethod = list["CheckMethod"] ?? ""
        sealPath = information.child("Seal")?.text(of: "BaseLoc").flatMap { OFDPath.resolve($0, in: path) }
        signedValuePath = valuePath
    }

    /// Whether the digests are made with SM3, by name or by OID.
    var usesSM3: Bool { [Self.sm3, "SM3"].contains(checkMethod.uppercased()) }

    private static let sm3 = "1.2.156.10197.1.401"
    private static let sm2WithSM3 = "1.2.156.10197.1.501"

    /// The bytes of a new Signature.xml, elements in the schema's order.
    static func xml(folder: String, files: [OFDPackage.File], number: Int, pageID: String, box: Box, time: Timestamp) -> [UInt8] {
        XMLWriter.document("Signature") {
            $0.element("SignedInfo") {
                $0.element("Provider", ["ProviderName": "Tongban", "Company": "Tongban", "Version": "1.0"])
                $0.element("SignatureMethod", text: sm2WithSM3)
                $0.element("SignatureDateTime", text: utc(time))
                $0.element("References", ["CheckMethod": sm3]) {
                    for file in files {
                        $0.element("Reference", ["FileRef": "/\(file.path)"]) {
                            $0.element("CheckValue", text: Base64.encode(SM3.hash(file.bytes).bytes))
                        }
                    }
                }
                $0.element("StampAnnot", ["ID": "stamp\(number)", "PageRef": pageID, "Boundary": Measure.text(box)])
                $0.element("Seal") { $0.element("BaseLoc", text: "/\(folder)/Seal.esl") }
            }
            $0.element("SignedValue", text: "/\(folder)/SignedValue.dat")
        }
    }

    /// `YYYYMMDDhhmmssZ`
    private static func utc(_ time: Timestamp) -> String {
        // The calendar of the kernel is Kaifeng's, eight hours ahead of UTC.
        let shifted = time - .hours(8)
        let clock = LocalTime(shifted)
        return LocalDate(shifted).compact + padded(clock.hour, 2) + padded(clock.minute, 2) + padded(clock.second, 2) + "Z"
    }
}

import Kernel
import Signing
import Zip

/// The examination while it goes on.
struct Examination {
    private(set) var checks: [OFDVerification.Check] = []
    private(set) var stamps: [OFDVerification.Stamp] = []
    private(set) var document: OFDDocument?

    /// Why it was not brought to its end.
    private(set) var end: Problem?

    private let trust: Trust
    private let budget: WorkBudget
    /// SM3 of every file, made once however many stamps refer to it.
    private var digests: [String: [UInt8]] = [:]
    /// Paths of files that some stamp covers, and of those that none can.
    private var accounted: Set<String> = []

    static func of(_ bytes: [UInt8], _ trust: Trust, _ limits: ZipLimits, _ budget: WorkBudget) -> Examination {
        var examination = Examination(trust, budget)
        examination.run(bytes, limits)
        return examination
    }

    private init(_ trust: Trust, _ budget: WorkBudget) { (self.trust, self.budget) = (trust, budget) }

    var verification: OFDVerification { OFDVerification(checks: checks, stamps: stamps, document: document) }

    private mutating func run(_ bytes: [UInt8], _ limits: ZipLimits) {
        let open = { [budget] () throws(Problem) in try OFDPackage(reading: bytes, limits: limits, budget: budget) }
        guard let package = attempt("ofd.container", open),
              let document = attempt("ofd.document", { [budget] () throws(Problem) in try OFDDocument(package, budget: budget) })
        else { return }
        self.document = document
        guard let path = document.signaturesPath else { return note("ofd.sealed", false) }
        let read = { [budget] () throws(Problem) in try SignatureList(reading: package, at: path, budget: budget) }
        guard let list = attempt("ofd.signatures", of: path, read) else { return }
        note("ofd.sealed", !list.entries.isEmpty)
        for file in package.files where mayGoOn() { digests[file.path] = SM3.hash(file.bytes).bytes }
        accounted.insert(path)
        for entry in list.entries where mayGoOn() { examine(entry, in: package) }
        let strangers = package.files.map { $0.path }.filter { !accounted.contains($0) }
        if strangers.isEmpty { note("ofd.covered", true) }
        for path in strangers { note("ofd.covered", false, path) }
    }

    private mutating func examine(_ entry: SignatureList.Entry, in package: OFDPackage) {
        let path = entry.path
        let read = { [budget] () throws(Problem) in try SignatureFile(reading: package, at: path, budget: budget) }
        guard let file = attempt("ofd.signature", of: path, read) else { return }
        accounted.formUnion([path, file.signedValuePath])
        compare(file, path)
        guard let value = package[file.signedValuePath] else { return note("ofd.value", false, file.signedValuePath) }
        guard let stamp = try? SealSignature(der: value), let dataHash = digests[path].flatMap(Digest.init) else {
            // A bare signature is no broken stamp: it is said to be what it is, and proves no seal.
            return note(entry.isBareSignature ? "ofd.stamp" : "stamp.format", false, file.signedValuePath)
        }
        note("stamp.format", true, file.signedValuePath)
        if let sealPath = file.sealPath { compare(sealPath, with: stamp.content.seal, in: package) }
        note("ofd.place", stamp.content.propertyInfo == "/\(path)", path)
        for check in stamp.verify(dataHash: dataHash, trusting: trust) {
            note(check.name, check.passed, check.name == "stamp.document" ? path : file.signedValuePath)
        }
        stamps.append(OFDVerification.Stamp(stamp, trust))
    }

    /// The seal's own file, which a signature may name (18.2.1) but need not: the seal is in the signed value all the same.
    private mutating func compare(_ path: String, with seal: ElectronicSeal, in package: OFDPackage) {
        guard let bytes = package[path] else { return note("ofd.seal.present", false, path) }
        note("ofd.seal", bytes == seal.der, path)
    }

    /// Each reference against the file as it is now.
    private mutating func compare(_ file: SignatureFile, _ path: String) {
        note("ofd.method", file.usesSM3, path)
        for reference in file.references {
            let isSame = file.usesSM3 && digests[reference.path] != nil && Base64.decode(reference.digest) == digests[reference.path]
            note("ofd.reference", isSame, reference.path)
            accounted.insert(reference.path)
        }
    }

    private mutating func note(_ key: String, _ passed: Bool, _ detail: String = "") {
        checks.append(OFDVerification.Check(key, passed, detail))
    }

    /// Before each thing that takes long by itself: a digest, a stamp.
    private mutating func mayGoOn() -> Bool {
        guard end == nil else { return false }
        do throws(Problem) { try budget.look() } catch { end = error }
        return end == nil
    }

    /// Notes whether something could be read at all; when not, the reason stands in for the missing detail.
    private mutating func attempt<Value>(_ key: String, of detail: String = "", _ read: () throws(Problem) -> Value) -> Value? {
        do throws(Problem) {
            let value = try read()
            note(key, true, detail)
            return value
        } catch {
            if error.isOfBudget { end = error }
            note(key, false, detail.isEmpty ? error.reason : detail)
            return nil
        }
    }
}

extension OFDVerification.Stamp {
    fileprivate init(_ stamp: SealSignature, _ trust: Trust) {
        let seal = stamp.content.seal.info
        (sealName, sealID, time) = (seal.property.name, seal.id, stamp.content.time)
        signer = stamp.signerCertificate.subject.commonName
        (withdrawnAt, revokedAt) = (trust.withdrawal(of: stamp.content.seal), trust.revocation(of: stamp.signerCertificate))
    }
}

import Hummingbird
import Kernel
import Licences
import OFD
import Organisations
import Standards
import Web

/// A clear statement: what it comes down to, in a colour and in words.
struct Statement: Sendable {
    /// The class of the notice: `green`, `amber`, `seal`.
    let tone: String
    let title: String
    let detail: String

    init(_ tone: TagView.Tone, _ key: String, _ context: TongbanContext, _ arguments: [String: String] = [:]) {
        self.tone = tone.rawValue
        title = context.text("portal.verdict.\(key)", arguments)
        detail = context.text("portal.verdict.\(key).detail", arguments)
    }
}

/// One thing that was looked at, and how it came out.
struct CheckView: Sendable {
    /// The class of the row: `pass`, `fail`.
    let tone: String
    let word: String
    let text: String
    let detail: String?

    init(passed: Bool, _ messageKey: String, detail: String = "", _ context: TongbanContext) {
        (tone, word) = passed ? ("pass", context.text("portal.check.passed")) : ("fail", context.text("portal.check.failed"))
        text = context.text(messageKey)
        self.detail = detail.isEmpty ? nil : detail
    }
}

/// What the public may know of a licence on record.
struct LicenceView: Sendable {
    let type: String
    let number: String
    let identifier: String
    let holder: String
    let issuer: String
    let issuedOn: String
    let valid: String
    let status: TagView

    init(_ licence: Licence, on day: LocalDate, _ context: TongbanContext, _ directory: OrganisationDirectory) {
        (type, number, identifier, holder) = (licence.typeName, licence.number, licence.identifier.text, licence.holderMasked)
        issuer = directory.name(ofBody: licence.issuer, english: context.isEnglish)
        issuedOn = context.shortWords(licence.issuedOn)
        let until = licence.validUntil.map(context.shortWords) ?? context.text("portal.licence.endless")
        valid = context.text("portal.licence.valid", ["from": context.shortWords(licence.validFrom), "until": until])
        let state = licence.status(on: day)
        status = TagView(context.text("portal.licence.status.\(state.rawValue)"), state == .valid ? .green : .seal)
    }
}

/// The answer to an identifier.
struct LicencePage: Sendable {
    let statement: Statement
    let licence: LicenceView
    let checkedAt: String

    init(_ licence: Licence, on day: LocalDate, _ context: TongbanContext, _ directory: OrganisationDirectory) {
        let state = licence.status(on: day)
        let view = LicenceView(licence, on: day, context, directory)
        let (tone, verdict): (TagView.Tone, String) = state == .valid ? (.green, "valid") : (.seal, "invalid")
        statement = Statement(tone, verdict, context, ["status": view.status.text])
        self.licence = view
        checkedAt = context.words(day)
    }
}

/// The answer to a file: every check by itself, so that nobody has to believe a single word.
struct FilePage: Sendable {
    struct Stamp: Sendable {
        let seal: String, signer: String, at: String
        /// What became of the seal since.
        let since: String?
    }

    let name: String
    let statement: Statement
    /// What the licences on record say of it.
    let record: [CheckView]
    /// What the file says by itself: some dozens, so they are folded away while all is well.
    let checks: [CheckView]
    let summary: String
    let isAmiss: Bool
    let stamps: [Stamp]
    let hasStamps: Bool
    let licence: LicenceView?

    init(_ result: FileVerification, name: String, on day: LocalDate, _ context: TongbanContext, _ directory: OrganisationDirectory) {
        self.name = name
        statement = Self.statement(result, on: day, context)
        checks = result.file.checks.map { CheckView(passed: $0.passed, $0.messageKey, detail: $0.detail, context) }
        let failed = result.file.checks.count { !$0.passed }
        isAmiss = failed > 0
        summary = context.text(isAmiss ? "portal.verify.amiss" : "portal.verify.whole", ["count": "\(checks.count)", "failed": "\(failed)"])
        let known = [
            ("recorded", result.licence != nil), ("original", result.isOriginal), ("current", result.licence?.status(on: day) == .valid),
        ]
        record = known.map { key, passed in
            CheckView(passed: passed, "portal.check.\(key).\(passed ? "passed" : "failed")", context)
        }
        stamps = result.file.stamps.map { Stamp($0, isValid: result.file.isValid, context) }
        hasStamps = !stamps.isEmpty
        licence = result.licence.map { LicenceView($0, on: day, context, directory) }
    }

    /// Genuine is only what is whole, on record, the very file that was issued, and in force.
    private static func statement(_ result: FileVerification, on day: LocalDate, _ context: TongbanContext) -> Statement {
        guard result.file.isValid else { return Statement(.seal, "damaged", context) }
        guard let licence = result.licence else { return Statement(.amber, "unrecorded", context) }
        guard result.isOriginal else { return Statement(.amber, "copy", context) }
        let state = licence.status(on: day)
        guard state == .valid else {
            return Statement(.seal, "invalid", context, ["status": context.text("portal.licence.status.\(state.rawValue)")])
        }
        return Statement(.green, "genuine", context)
    }
}

extension FilePage.Stamp {
    fileprivate init(_ stamp: OFDVerification.Stamp, isValid: Bool, _ context: TongbanContext) {
        let ends = [("withdrawn", stamp.withdrawnAt), ("revoked", stamp.revokedAt)].compactMap { key, at in at.map { (key, $0) } }
        // Only what was good then is said to have been; otherwise the checks say what is wrong.
        let since = isValid ? ends.first.map { context.text("portal.stamp.\($0.0)", ["at": context.words($0.1)]) } : nil
        self.init(seal: stamp.sealName, signer: stamp.signer, at: context.words(stamp.time), since: since)
    }
}

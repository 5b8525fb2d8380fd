import Kernel
import Standards

/// An application from the moment it is handed in to its archive (办件).
public struct Case: Sendable, Hashable {
    public let id: ID<Case>
    /// 办件编号, 45 characters.
    public internal(set) var number: String
    /// 申办流水号: the short number that people are given.
    public internal(set) var query: String
    /// 查询码: with the short number it opens the case's progress to whoever holds the receipt.
    public let password: String
    public let itemCode: String
    public let itemVersion: Int
    public let itemName: String
    /// The deciding body (决定主体) and the region it is done for.
    public let body: String
    public let region: String
    /// Where it came in: `online` or `window`.
    public let source: Source
    /// The account that handed it in; `nil` when a clerk took it in for a person without one.
    public let account: String?
    /// 申请人, masked: what may be shown to anyone who may see the case at all.
    public let holderMasked: String
    public internal(set) var standing: Standing
    public let submittedAt: Timestamp
    /// 收件日期: what comes after hours counts on the next working day.
    public internal(set) var receivedOn: LocalDate
    public internal(set) var acceptedOn: LocalDate?
    /// The day by which the next legal step is due: acceptance before it, the promise after.
    public internal(set) var dueOn: LocalDate
    public internal(set) var statutoryDueOn: LocalDate?
    public internal(set) var closedAt: Timestamp?
    public internal(set) var result: CaseResult?
    /// Who accepted it: he may not decide on it (收受分离).
    public internal(set) var acceptedBy: String?
    /// Counts the changes: each step is made on the state that it saw.
    public internal(set) var revision: Int
    /// Whether the holder's number and name were known for certain when it was handed in.
    public internal(set) var isVouched = false

    public enum Source: String, Sendable, Codable { case online, window }
}

extension Case {
    public var isOpen: Bool { standing.phase != .closed }
}

/// What in a case is personal: kept encrypted, read only by those who work on it and by the holder.
public struct CaseContent: Sendable, Hashable, Codable {
    public var holder: CaseHolder
    /// Answers to the situation's questions.
    public var situation: [String: String]
    /// The form's values.
    public var values: [String: JSON]
    /// 告知承诺 and 容缺: keys of materials promised instead of given.
    public var promised: [String]

    public init(holder: CaseHolder, situation: [String: String], values: [String: JSON], promised: [String] = []) {
        (self.holder, self.situation, self.values, self.promised) = (holder, situation, values, promised)
    }
}

/// 申请人, and who handed the application in for him (经办人).
public struct CaseHolder: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable { case person, legal }

    public let kind: Kind
    public let name: String
    /// Citizen id or credit code.
    public let code: String
    public let contactName: String
    public let mobile: String

    public init(kind: Kind, name: String, code: String, contactName: String, mobile: String) {
        (self.kind, self.name, self.code, self.contactName, self.mobile) = (kind, name, code, contactName, mobile)
    }

    /// Persons are masked; enterprises' names are public.
    public var masked: String { kind == .person ? Mask.name(name) : name }
}

/// A material handed in (已交材料): one file of one row of the item's list.
public struct CaseMaterial: Sendable, Hashable, Codable {
    public enum Verdict: String, Sendable, Codable { case accepted, returned }

    /// The row's key in the item's list.
    public let key: String
    /// Which file of that row, from 1.
    public let place: Int
    public let fileName: String
    public let digest: String
    public let size: Int
    public let mediaType: String
    public let uploadedAt: Timestamp
    public var verdict: Verdict?
    public var reason: String?

    public init(key: String, place: Int, fileName: String, digest: String, size: Int, mediaType: String, uploadedAt: Timestamp,
                verdict: Verdict? = nil, reason: String? = nil) {
        (self.key, self.place, self.fileName, self.digest, self.size) = (key, place, fileName, digest, size)
        (self.mediaType, self.uploadedAt, self.verdict, self.reason) = (mediaType, uploadedAt, verdict, reason)
    }
}

/// 补正告知: the one notice of all that is missing (行政许可法 art. 32).
public struct Correction: Sendable, Hashable {
    public struct Point: Sendable, Hashable, Codable {
        /// The material's key, or empty for the form.
        public let key: String
        public let reason: String

        public init(key: String, reason: String) { (self.key, self.reason) = (key, reason) }
    }

    public let points: [Point]
    public let requestedAt: Timestamp
    public let dueOn: LocalDate
    public let suppliedAt: Timestamp?
}

/// 特别程序 as it was used in a case.
public struct CaseSuspension: Sendable, Hashable {
    public let kind: String
    public let startedOn: LocalDate
    public let approvedDays: Int
    public let endedOn: LocalDate?
}

extension CaseSuspension {
    /// A step of the procedure that is a special procedure itself.
    init(step: String, startedOn: LocalDate, approvedDays: Int) {
        self.init(kind: Self.kind(ofStep: step), startedOn: startedOn, approvedDays: approvedDays, endedOn: nil)
    }

    static func kind(ofStep element: String) -> String { "step/\(element)" }

    /// The step that it is, when it isn't one of the item's own kinds.
    public var step: String? { kind.hasPrefix("step/") ? String(kind.dropFirst(5)) : nil }
}

/// 审查环节: what an officer did in a stage.
public struct CaseStep: Sendable, Hashable {
    public let stage: String
    public let event: String
    public let opinion: String
    public let actorID: String
    public let actorName: String
    public let at: Timestamp
}

/// The whole file of a case, as those see it who work on it.
public struct CaseFile: Sendable {
    public let record: Case
    public let content: CaseContent
    public let materials: [CaseMaterial]
    public let correction: Correction?
    public let suspensions: [CaseSuspension]
    public let steps: [CaseStep]
    public let documents: [CaseDocument]
    public let course: Course
}

import Kernel

/// A draft (草稿): an application that its writer has not handed in yet. Nobody else sees it, and no act speaks of it.
public struct Draft: Sendable, Hashable {
    public let id: ID<Draft>
    public let account: String
    public let itemCode: String
    public internal(set) var itemVersion: Int
    public var content: CaseContent
    public var materials: [CaseMaterial]
    /// When it was changed last. No two states of a draft bear the same instant, so it also tells one reading from another.
    public internal(set) var updatedAt: Timestamp

    public init(
        id: ID<Draft>, account: String, itemCode: String, itemVersion: Int, content: CaseContent, materials: [CaseMaterial],
        updatedAt: Timestamp
    ) {
        (self.id, self.account, self.itemCode, self.itemVersion) = (id, account, itemCode, itemVersion)
        (self.content, self.materials, self.updatedAt) = (content, materials, updatedAt)
    }
}

/// What is being gathered for a correction (补正), until it is supplied at once: a draft under the key of its case. Its item's code
/// says that it is none of the drafts that become cases.
extension Draft {
    private static let mark = "correction/"

    public var isCorrection: Bool { itemCode.hasPrefix(Self.mark) }

    /// The code of its item, of a correction too.
    var code: String { isCorrection ? String(itemCode.dropFirst(Self.mark.count)) : itemCode }

    public static func correction(of id: ID<Case>) -> ID<Draft> { ID(trusted: id.text) }

    /// A correction begun anew, with the answers as they stand in the case.
    static func correction(of file: CaseFile, account: String, at now: Timestamp) -> Draft {
        let record = file.record
        return Draft(id: correction(of: record.id), account: account, itemCode: mark + record.itemCode, itemVersion: record.itemVersion,
                     content: file.content, materials: [], updatedAt: now)
    }
}

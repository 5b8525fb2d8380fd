import Kernel

/// A draft (草稿): an application that its writer has not handed in yet. Nobody else sees it, and no act speaks of it.
public struct Draft: Sendable, Hashable {
    public let id: ID<Draft>
    public let account: String
    public let itemCode: String
    public let itemVersion: Int
    public var content: CaseContent
    public var materials: [CaseMaterial]
    public internal(set) var updatedAt: Timestamp

    public init(
        id: ID<Draft>, account: String, itemCode: String, itemVersion: Int, content: CaseContent, materials: [CaseMaterial],
        updatedAt: Timestamp
    ) {
        (self.id, self.account, self.itemCode, self.itemVersion) = (id, account, itemCode, itemVersion)
        (self.content, self.materials, self.updatedAt) = (content, materials, updatedAt)
    }
}

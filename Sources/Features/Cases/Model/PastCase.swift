import Catalogue
import Kernel
import Organisations

/// A case with all that was done in it so far (存量办件), as it is put into the books at once: by whoever fills a database.
public struct PastCase: Sendable {
    /// One step, and who took it when.
    public struct Deed: Sendable {
        public let event: CaseEvent
        public let actor: Actor
        public let at: Timestamp
        public let opinion: String
        /// The special procedure that begins with it, for `suspend` alone.
        public let special: SpecialProcedureKind?
        /// What must be corrected, for `requestCorrection` alone.
        public let points: [Correction.Point]

        public init(_ event: CaseEvent, by actor: Actor, at: Timestamp, opinion: String = "", special: SpecialProcedureKind? = nil,
                    points: [Correction.Point] = []) {
            (self.event, self.actor, self.at, self.opinion, self.special, self.points) = (event, actor, at, opinion, special, points)
        }
    }

    public let item: PublishedItem
    public let content: CaseContent
    public let materials: [CaseMaterial]
    /// The clerk who took it in, and when.
    public let clerk: Actor
    public let submittedAt: Timestamp
    public let deeds: [Deed]

    public init(item: PublishedItem, content: CaseContent, materials: [CaseMaterial], clerk: Actor, submittedAt: Timestamp, deeds: [Deed]) {
        (self.item, self.content, self.materials, self.clerk) = (item, content, materials, clerk)
        (self.submittedAt, self.deeds) = (submittedAt, deeds)
    }
}

import Kernel

/// What a document says of itself, apart from its pages.
public struct OFDInformation: Sendable {
    /// A field of the licence's metadata (GB/T 36903), under the name of the standard: `certificateIdentifier`.
    public struct Field: Sendable, Hashable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
    }

    /// Who issues the document.
    public var author: String
    public var subject: String
    public var created: Timestamp
    /// Kept twice, for both habits of readers: as `CustomDatas` of OFD.xml and as the attachment `metadata.xml`.
    public var metadata: [Field]

    public init(author: String, subject: String = "", created: Timestamp, metadata: [Field] = []) {
        (self.author, self.subject, self.created, self.metadata) = (author, subject, created, metadata)
    }

    /// The field that names a licence (证照标识, GB/T 36904).
    public static let identifierField = "certificateIdentifier"
}

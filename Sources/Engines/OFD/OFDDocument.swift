import Drawing
import Kernel
import XML

/// What a document says of itself, read from its package without judging whether it may be trusted.
public struct OFDDocument: Sendable {
    public let documentID: String
    public let title: String
    public let author: String
    public let metadata: [OFDInformation.Field]

    /// The licence's identifier (证照标识), when there is one.
    public var identifier: String? { self[OFDInformation.identifierField] }

    public subscript(name: String) -> String? { metadata.first { $0.name == name }?.value }

    let rootPath: String
    let signaturesPath: String?
    let pageIDs: [String]

    /// Throws `ofd.malformed`, and what the budget throws.
    public init(_ package: OFDPackage, budget: WorkBudget = .unbounded) throws(Problem) {
        let entrance = try package.xml(Self.entrance, budget)
        guard entrance.name == "OFD", let body = entrance.child("DocBody"), entrance.children("DocBody").count == 1 else {
            throw Problem.malformed("OFD.xml without exactly one document")
        }
        guard let root = body.text(of: "DocRoot"), let rootPath = OFDPath.resolve(root, in: Self.entrance) else {
            throw Problem.malformed("no DocRoot")
        }
        let information = body.child("DocInfo") ?? XMLElement("DocInfo")
        documentID = information.text(of: "DocID") ?? ""
        title = information.text(of: "Title") ?? ""
        author = information.text(of: "Author") ?? ""
        metadata = Metadata.read(information)
        self.rootPath = rootPath
        signaturesPath = body.text(of: "Signatures").flatMap { OFDPath.resolve($0, in: Self.entrance) }
        let document = try package.xml(rootPath, budget)
        pageIDs = document.child("Pages")?.children("Page").compactMap { $0["ID"] } ?? []
    }

    static let entrance = "OFD.xml"
}

import Drawing
import Kernel
import XML

/// A licence's machine-readable data inside its file (GB/T 36905): the names are those of GB/T 36903.
enum Metadata {
    static let attachments = "Attachs/Attachments.xml"
    private static let folder = "Doc_0/Attachs"

    /// The list of attachments (20.1) and the one attachment.
    static func attachment(_ information: OFDInformation) -> [OFDPackage.File] {
        let content = XMLWriter.document("CertificateMetadata") {
            for field in information.metadata { $0.element(field.name, text: field.value.printable) }
        }
        let list = XMLWriter.document("Attachments") {
            $0.element("Attachment", [
                "ID": "metadata", "Name": "metadata", "Format": "xml", "CreationDate": "\(LocalDate(information.created))",
                "Size": Measure.text(Double(content.count) / 1024), "Visible": "false",
            ]) { $0.element("FileLoc", text: "metadata.xml") }
        }
        return [OFDPackage.File("\(folder)/Attachments.xml", list), OFDPackage.File("\(folder)/metadata.xml", content)]
    }

    static func customDatas(_ information: OFDInformation, _ writer: inout XMLWriter) {
        guard !information.metadata.isEmpty else { return }
        writer.element("CustomDatas") {
            for field in information.metadata { $0.element("CustomData", ["Name": field.name], text: field.value.printable) }
        }
    }

    static func read(_ documentInformation: XMLElement) -> [OFDInformation.Field] {
        documentInformation.child("CustomDatas")?.children("CustomData").compactMap { data in
            data["Name"].map { OFDInformation.Field($0, data.text) }
        } ?? []
    }
}

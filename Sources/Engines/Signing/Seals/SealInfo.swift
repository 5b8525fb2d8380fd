import Kernel

/// The content of a seal, which its maker signs.
///
///     SES_SealInfo ::= SEQUENCE {
///       header   SES_Header,
///       esID     IA5String,
///       property SES_ESPropertyInfo,
///       picture  SES_ESPictrueInfo,
///       extDatas ExtensionDatas OPTIONAL }
///     SES_Header ::= SEQUENCE {
///       ID      IA5String,   -- "ES"
///       version INTEGER,     -- 4
///       Vid     IA5String }
///
/// Extension data is accepted and signed over, but neither kept nor written: the standards differ on how it is tagged.
public struct SealInfo: DERValue, Hashable {
    /// The version of GB/T 38540-2020.
    public static let version = 4

    /// Who makes the seal system.
    public let vendor: String
    /// The seal's number, unique and in ASCII.
    public let id: String
    public let property: SealProperty
    public let picture: SealPicture

    public init(vendor: String, id: String, property: SealProperty, picture: SealPicture) {
        (self.vendor, self.id, self.property, self.picture) = (vendor, id, property, picture)
    }

    public init(reading reader: inout DER.Reader) throws {
        var fields = try reader.sequence()
        var header = try fields.sequence()
        let mark = try header.ia5String(), version = try header.integer()
        guard mark == "ES", version == Self.version else { throw Problem.malformed("a seal of version \(version)") }
        vendor = try header.ia5String()
        try header.finish()
        id = try fields.ia5String()
        property = try SealProperty(reading: &fields)
        picture = try SealPicture(reading: &fields)
        if !fields.isAtEnd { _ = try fields.element() }
        try fields.finish()
    }

    public func write(to writer: inout DER.Writer) {
        writer.sequence {
            $0.sequence {
                $0.ia5String("ES")
                $0.integer(Self.version)
                $0.ia5String(vendor)
            }
            $0.ia5String(id)
            $0.value(property)
            $0.value(picture)
        }
    }
}

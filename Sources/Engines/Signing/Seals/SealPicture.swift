import Kernel

/// The image of a seal.
///
///     SES_ESPictrueInfo ::= SEQUENCE {
///       type   IA5String,
///       data   OCTET STRING,
///       width  INTEGER,
///       height INTEGER }
public struct SealPicture: DERValue, Hashable {
    /// `PNG`, `JPG`, `SVG`, `OFD`…
    public let type: String
    public let data: [UInt8]
    /// Millimetres.
    public let width: Int, height: Int

    public init(type: String, data: [UInt8], width: Int, height: Int) {
        (self.type, self.data, self.width, self.height) = (type, data, width, height)
    }

    public init(reading reader: inout DER.Reader) throws {
        var fields = try reader.sequence()
        type = try fields.ia5String()
        data = try fields.octetString()
        width = try fields.integer()
        height = try fields.integer()
        try fields.finish()
    }

    public func write(to writer: inout DER.Writer) {
        writer.sequence {
            $0.ia5String(type)
            $0.octetString(data)
            $0.integer(width)
            $0.integer(height)
        }
    }
}

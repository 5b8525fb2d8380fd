import Kernel

/// What the signer of a stamp signs.
///
///     TBS_Sign ::= SEQUENCE {
///       version      INTEGER,           -- as the seal's
///       eseal        SESeal,
///       timeInfo     GeneralizedTime,
///       dataHash     BIT STRING,
///       propertyInfo IA5String,
///       extDatas [0] EXPLICIT ExtensionDatas OPTIONAL }
///
/// Extension data is accepted and signed over, but neither kept nor written.
public struct StampContent: DERValue, Hashable {
    public let seal: ElectronicSeal
    public let time: Timestamp
    /// SM3 of the protected original.
    public let dataHash: [UInt8]
    /// Where the protected original is: in an OFD document the path of Signature.xml.
    public let propertyInfo: String

    public init(seal: ElectronicSeal, time: Timestamp, dataHash: Digest, propertyInfo: String) {
        (self.seal, self.time, self.dataHash, self.propertyInfo) = (seal, time, dataHash.bytes, propertyInfo)
    }

    public init(reading reader: inout DER.Reader) throws {
        var fields = try reader.sequence()
        let version = try fields.integer()
        guard version == SealInfo.version else { throw Problem.malformed("a stamp of version \(version)") }
        seal = try ElectronicSeal(reading: &fields)
        time = try fields.generalizedTime()
        dataHash = try fields.bitString()
        propertyInfo = try fields.ia5String()
        _ = try fields.explicit(0)
        try fields.finish()
    }

    public func write(to writer: inout DER.Writer) {
        writer.sequence {
            $0.integer(SealInfo.version)
            $0.value(seal)
            $0.generalizedTime(time)
            $0.bitString(dataHash)
            $0.ia5String(propertyInfo)
        }
    }
}

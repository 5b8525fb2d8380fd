import Kernel

/// What a seal is and when it may be used.
///
///     SES_ESPropertyInfo ::= SEQUENCE {
///       type         INTEGER,
///       name         UTF8String,
///       certListType INTEGER,
///       certList     SES_CertList,
///       createDate   GeneralizedTime,
///       validStart   GeneralizedTime,
///       validEnd     GeneralizedTime }
public struct SealProperty: DERValue, Hashable {
    /// 1 a unit's seal (单位印章), 2 a person's (个人印章); other numbers are seen in the wild.
    public let type: Int
    public let name: String
    public let signers: SealSigners
    public let createdAt: Timestamp
    public let validFrom: Timestamp
    public let validUntil: Timestamp

    public static let unit = 1, person = 2

    public init(type: Int = unit, name: String, signers: SealSigners, createdAt: Timestamp, validFrom: Timestamp, validUntil: Timestamp) {
        (self.type, self.name, self.signers) = (type, name, signers)
        (self.createdAt, self.validFrom, self.validUntil) = (createdAt, validFrom, validUntil)
    }

    public init(reading reader: inout DER.Reader) throws {
        var fields = try reader.sequence()
        type = try fields.integer()
        name = try fields.utf8String()
        let listType = try fields.integer()
        signers = try SealSigners(reading: &fields, listType: listType)
        createdAt = try fields.generalizedTime()
        validFrom = try fields.generalizedTime()
        validUntil = try fields.generalizedTime()
        try fields.finish()
    }

    public func write(to writer: inout DER.Writer) {
        writer.sequence {
            $0.integer(type)
            $0.utf8String(name)
            $0.integer(signers.listType)
            signers.write(to: &$0)
            $0.generalizedTime(createdAt)
            $0.generalizedTime(validFrom)
            $0.generalizedTime(validUntil)
        }
    }

    /// Both ends included.
    public func isValid(at instant: Timestamp) -> Bool { validFrom <= instant && instant <= validUntil }
}

internal import COpenSSL
import Kernel

/// Who a certificate names (X.501), in the four fields that Chinese certificates use.
public struct DistinguishedName: Hashable, Sendable, Codable {
    public let country: String, organization: String, unit: String, commonName: String

    /// Empty fields are left out of the certificate.
    public init(commonName: String, organization: String = "", unit: String = "", country: String = "CN") {
        (self.commonName, self.organization, self.unit, self.country) = (commonName, organization, unit, country)
    }

    /// Copies what OpenSSL holds; a field that is not there, or not text, is empty.
    init(_ name: OpaquePointer?) {
        let text = { (field: Int32) -> String in
            let place = X509_NAME_get_index_by_NID(name, field, -1)
            guard place >= 0, let value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, place)) else { return "" }
            var output: UnsafeMutablePointer<UInt8>?
            let count = ASN1_STRING_to_UTF8(&output, value)
            return String(decoding: ownedBytes(output: &output, count: count), as: UTF8.self)
        }
        self.init(commonName: text(NID_commonName), organization: text(NID_organizationName),
                  unit: text(NID_organizationalUnitName), country: text(NID_countryName))
    }

    /// Adds the fields to an empty name, the widest first.
    func fill(_ name: OpaquePointer?) throws {
        let fields = [(NID_countryName, country), (NID_organizationName, organization),
                      (NID_organizationalUnitName, unit), (NID_commonName, commonName)]
        for (field, text) in fields where !text.isEmpty {
            let bytes = Array(text.utf8)
            let utf8: Int32 = 0x1000  // MBSTRING_UTF8, a macro that Swift cannot read
            let answer = X509_NAME_add_entry_by_NID(name, field, utf8, bytes, Int32(clamping: bytes.count), -1, 0)
            try done(answer, "write a name")
        }
    }
}

extension DistinguishedName: CustomStringConvertible {
    public var description: String {
        [("C", country), ("O", organization), ("OU", unit), ("CN", commonName)]
            .filter { !$0.1.isEmpty }.map { "\($0.0)=\($0.1)" }.joined(separator: ", ")
    }
}

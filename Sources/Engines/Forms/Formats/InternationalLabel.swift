import CIDN2

/// One label of an internationalised host name by IDNA2008 (RFC 5891-5893): GNU libidn2 keeps the tables of letters and their rules
/// of context.
enum InternationalLabel {
    /// The label in ASCII; `nil` when IDNA2008 doesn't allow it: a letter that isn't for names, a mark in front, not normalised.
    static func encoded(_ label: String) -> String? { label.withCString { register(ulabel: $0, alabel: nil) } }

    /// Whether a label that begins with `xn--` stands for an allowed one, and is the only writing of it.
    static func isEncoded(_ label: String) -> Bool { label.withCString { register(ulabel: nil, alabel: $0) } != nil }

    private static func register(ulabel: UnsafePointer<CChar>?, alabel: UnsafePointer<CChar>?) -> String? {
        var name: UnsafeMutablePointer<UInt8>?
        let unsigned = { (text: UnsafePointer<CChar>?) in text.map { UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self) } }
        let result = idn2_register_u8(unsigned(ulabel), unsigned(alabel), &name, 0)
        defer { idn2_free(name) }
        guard result == Int32(IDN2_OK.rawValue), let name else { return nil }
        return String(cString: name)
    }
}

import Kernel

/// 办件编号: 31 implementation code, 8 date, 6 serial within that item and day: 45 characters, within the 50 that
/// GB/T 39046 allows. Never used twice.
public struct CaseNumber: StandardCode {
    public let implementation: ImplementationCode
    public let date: LocalDate
    /// 1 to 999999.
    public let serial: Int

    public var text: String { implementation.text + date.compact + padded(serial, 6) }

    /// Throws `case_number.serial` unless the serial is 1 to 999999.
    public init(_ implementation: ImplementationCode, date: LocalDate, serial: Int) throws(StandardError) {
        guard (1...999_999).contains(serial) else { throw StandardError("case_number.serial") }
        (self.implementation, self.date, self.serial) = (implementation, date, serial)
    }

    /// Throws `case_number.length`, `case_number.date`, `case_number.serial`, or what is wrong with the implementation code.
    public init(checking text: String) throws(StandardError) {
        let whole = try text.normalised("case_number", length: 45, .alphanumeric)
        let implementation = try ImplementationCode(checking: whole.part(0..<31))
        guard let date = LocalDate(compact: whole.part(31..<39)) else { throw StandardError("case_number.date") }
        guard let serial = Int(whole.part(39..<45)) else { throw StandardError("case_number.serial") }
        try self.init(implementation, date: date, serial: serial)
    }
}

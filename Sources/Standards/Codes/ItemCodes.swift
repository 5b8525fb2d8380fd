import Kernel

/// 事项类型 (GB/T 39046 table A.1), two digits. What each means is in the code table `item_type`, for provinces extend it.
public struct ItemType: StandardCode {
    public let text: String

    /// Throws `item_type.length` or `item_type.character`.
    public init(checking text: String) throws(StandardError) { self.text = try text.normalised("item_type", length: 2, .digits) }
}

/// 行使层级 (GB/T 39046 table A.2), one digit from 1 national to 7 shared; names in the code table `use_level`.
public struct UseLevel: StandardCode {
    public let text: String

    /// Throws `use_level.length` or `use_level.character`.
    public init(checking text: String) throws(StandardError) { self.text = try text.normalised("use_level", length: 1, Self.levels) }

    private static let levels = Alphabet("1234567")
}

/// 基本编码 of an item of the catalogue: 2 region (00 national, else the province), 2 type, 5 main item, 3 sub item.
public struct BasicCode: StandardCode {
    public let text: String

    /// Throws `basic_code.length`, `basic_code.character` or `basic_code.type` (types run from 01 to 29).
    public init(checking text: String) throws(StandardError) {
        self.text = try text.normalised("basic_code", length: 12, .digits)
        guard ("01"..."29").contains(type.text) else { throw StandardError("basic_code.type", ["type": type.text]) }
    }

    public var regionDigits: String { text.part(0..<2) }
    public var type: ItemType { ItemType(trusted: text.part(2..<4)) }
    public var mainItem: String { text.part(4..<9) }
    /// `000` when the item has no parts.
    public var subItem: String { text.part(9..<12) }
}

/// 实施编码 of an item as one body carries it out: 18 credit code of the body, 1 level, 12 basic code.
public struct ImplementationCode: StandardCode {
    public let body: CreditCode
    public let level: UseLevel
    public let basic: BasicCode

    public var text: String { body.text + level.text + basic.text }

    public init(body: CreditCode, level: UseLevel, basic: BasicCode) { (self.body, self.level, self.basic) = (body, level, basic) }

    /// Throws `implementation_code.length`, or what is wrong with one of the three parts.
    public init(checking text: String) throws(StandardError) {
        let whole = try text.normalised("implementation_code", length: 31, .alphanumeric)
        body = try CreditCode(checking: whole.part(0..<18))
        level = try UseLevel(checking: whole.part(18..<19))
        basic = try BasicCode(checking: whole.part(19..<31))
    }
}

/// 业务办理项编码 of one variant of an item: 31 implementation code, 2 serial.
public struct HandlingCode: StandardCode {
    public let implementation: ImplementationCode
    /// 1 to 99.
    public let serial: Int

    public var text: String { implementation.text + padded(serial, 2) }

    /// Throws `handling_code.serial` unless the serial is 1 to 99.
    public init(_ implementation: ImplementationCode, serial: Int) throws(StandardError) {
        guard (1...99).contains(serial) else { throw StandardError("handling_code.serial") }
        (self.implementation, self.serial) = (implementation, serial)
    }

    /// Throws `handling_code.length`, `handling_code.serial`, or what is wrong with the implementation code.
    public init(checking text: String) throws(StandardError) {
        let whole = try text.normalised("handling_code", length: 33, .alphanumeric)
        guard let serial = Int(whole.part(31..<33)) else { throw StandardError("handling_code.serial") }
        try self.init(ImplementationCode(checking: whole.part(0..<31)), serial: serial)
    }
}

extension ItemType {
    fileprivate init(trusted text: String) { self.text = text }
}

/// The two faces of official papers. Which font plays which role is decided here and nowhere else.
public enum FontRole: String, Sendable, Hashable, CaseIterable {
    /// Song (宋体): body text, licences, the letters of a seal.
    case serif
    /// Hei (黑体): headings, labels, numbers of codes.
    case sans

    /// The family as fontconfig knows it on this machine; it is also the family an OFD reader may fall back to.
    public var family: String {
        switch self {
        case .serif: "Noto Serif CJK SC"
        case .sans: "Noto Sans CJK SC"
        }
    }

    /// The name under which every Chinese OFD reader has such a face. Our own advances go with the text, so the
    /// lines keep their measure whichever face stands in.
    public var commonName: String {
        switch self {
        case .serif: "宋体"
        case .sans: "黑体"
        }
    }
}

public struct Font: Sendable, Hashable {
    public enum Weight: String, Sendable, Hashable { case regular, bold }

    public var role: FontRole
    public var weight: Weight

    public init(_ role: FontRole, _ weight: Weight = .regular) { (self.role, self.weight) = (role, weight) }

    public static let song = Font(.serif)
    public static let boldSong = Font(.serif, .bold)
    public static let hei = Font(.sans)
    public static let boldHei = Font(.sans, .bold)
}

/// The size of type. Chinese papers name sizes (字号); the points behind the names are fixed.
public struct FontSize: Sendable, Hashable {
    public let points: Double

    public static func points(_ points: Double) -> FontSize { FontSize(points: points) }
    public static func millimetres(_ length: Double) -> FontSize { FontSize(points: length / 25.4 * 72) }

    public var millimetres: Double { points / 72 * 25.4 }

    /// 初号 42, 小初 36, 一号 26, 小一 24, 二号 22, 小二 18, 三号 16, 小三 15, 四号 14, 小四 12, 五号 10.5, 小五 9, 六号 7.5
    public static let initial = points(42), smallInitial = points(36)
    public static let one = points(26), smallOne = points(24)
    public static let two = points(22), smallTwo = points(18)
    public static let three = points(16), smallThree = points(15)
    public static let four = points(14), smallFour = points(12)
    public static let five = points(10.5), smallFive = points(9)
    public static let six = points(7.5)
}

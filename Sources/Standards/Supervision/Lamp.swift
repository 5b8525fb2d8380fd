/// A light as it is kept and shown: those of open cases, and how closed ones ended.
public enum Lamp: String, Sendable, Codable, CaseIterable {
    /// 红牌, 黄牌, 预警, 绿灯, 蓝灯 (暂停计时): the gravest first.
    case red, yellow, warning, green, blue
    /// Closed after the promised day (超期办结); closed otherwise.
    case late, done

    /// Those of open cases.
    public static let open: [Lamp] = [.red, .yellow, .warning, .green, .blue]

    init(_ light: Light) {
        self = switch light {
        case .red: .red
        case .yellow: .yellow
        case .warning: .warning
        case .green: .green
        case .blue: .blue
        }
    }

    /// Yellow and red lights are cards (黄牌, 红牌): they are put on the ledger.
    public var isCard: Bool { self == .yellow || self == .red }

    public var gravity: Int {
        switch self {
        case .red: 2
        case .yellow: 1
        default: 0
        }
    }

    /// The colour that every page gives it: that of the light; red for what was closed too late; `off` for what is over.
    public var colour: String {
        switch self {
        case .late: Lamp.red.rawValue
        case .done: "off"
        default: rawValue
        }
    }
}

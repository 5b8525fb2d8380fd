import Kernel
import Standards

/// A government service item (政务服务事项) as one body carries it out: its row of the implementation list (实施清单,
/// GB/T 39046 table 4) with guide, materials, form and procedure. One published version is one immutable value of this type;
/// a case keeps the version it began with.
public struct ServiceItem: Sendable, Codable, Hashable {
    /// The name in addresses: `food-operation-permit`.
    public let slug: String
    public let name: String
    public let nameEn: String?
    /// One line in everyday words: who must do this, and when.
    public let plain: String
    public let plainEn: String?
    /// 事项类型, two digits: `01` licence ... `20` public service.
    public let type: String
    /// 基本编码, 12 digits.
    public let basicCode: String
    /// The credit code of the implementing body (实施主体).
    public let body: String
    /// 行使层级, one digit.
    public let level: String
    /// 服务对象: `1` natural persons, others are kinds of legal persons.
    public let serviceObjects: [String]
    /// 办件类型: `1` decided on the spot (即办件), `2` within the promised limit (承诺件).
    public let projectType: String
    public let handleForms: [String]
    /// Whether the whole of it can be done on line (全程网办).
    public let online: Bool
    /// 到办事现场次数.
    public let visits: Int
    /// 通办范围: where else it may be taken in.
    public let reach: String
    /// The least real-name level (实名等级) needed to apply.
    public let assurance: Int
    public let themes: [String]
    public let lifeEvents: [String]
    /// Everyday words by which people look for it: 开饭店.
    public let keywords: [String]
    public let basis: [LegalBasis]
    /// 法定办结时限
    public let statutory: Limit
    /// 承诺办结时限: never longer than the statutory one.
    public let promised: Limit
    public let conditions: [String]
    public let materials: [Material]
    public let fees: [Fee]
    public let result: ItemResult
    public let specialProcedures: [SpecialProcedureKind]
    public let place: Place
    public let phone: String
    public let complaint: String
    public let questions: [QuestionAndAnswer]
    public let situations: Situations?
    /// What depends on the situation, as decisions: DMN (XML), or plain tables (YAML).
    public let rules: String?
    /// 办理流程: BPMN 2.0 (XML).
    public let procedure: String
    /// 申请表: JSON Schema and layout, as ``Form`` reads them; `nil` where the city's plain form is filled.
    public let form: JSON?
    /// How the licence face is filled: key of the licence type's field → path of the form's field, or a text after `=`.
    public let licence: [String: String]?
}

extension ServiceItem {
    /// 即办件
    public var isImmediate: Bool { projectType == "1" }

    /// Whether one officer may both review and decide: on the spot (当场作出决定, 行政许可法 art. 34) there is no second pair of hands.
    public var isDecidedByOne: Bool { isImmediate }

    /// 实施编码 (31): body, level, basic code.
    public var code: String { "\(body)\(level)\(basicCode)" }

    public func name(english: Bool) -> String { english ? nameEn ?? name : name }
    public func plain(english: Bool) -> String { english ? plainEn ?? plain : plain }

    public var servesPersons: Bool { serviceObjects.contains("1") }
    public var servesLegalPersons: Bool { serviceObjects.contains { $0 != "1" } }
}

/// 设定依据
public struct LegalBasis: Sendable, Codable, Hashable {
    public let law: String
    public let article: String?
    public let text: String?
}

/// 收费项目; `amount` is in yuan as text, for it may be a formula of the law.
public struct Fee: Sendable, Codable, Hashable {
    public let name: String
    public let amount: String
    public let basis: String?
}

/// 审批结果
public struct ItemResult: Sendable, Codable, Hashable {
    public let kind: String
    public let name: String
    /// The type code of the licence that a grant produces.
    public let licenceType: String?
}

/// 特别程序: its approved time isn't counted (行政许可法 art. 45).
public struct SpecialProcedureKind: Sendable, Codable, Hashable {
    public let kind: String
    public let name: String
    public let days: Int
    public let basis: String?
}

public struct Place: Sendable, Codable, Hashable {
    public let name: String
    public let address: String
}

public struct QuestionAndAnswer: Sendable, Codable, Hashable {
    public let q: String
    public let a: String
}

import Kernel
import Rules
import Standards

/// What the rules of an item say of one situation (情形).
public struct Ruling: Sendable {
    /// What an applicant in this situation must bring, in the order of the item's list.
    public internal(set) var materials: [Material]
    /// Keys of those that are asked for whatever else may become known.
    public internal(set) var certain: Set<String>
    /// By which rule a material is asked for, in words: by its key, where the rule says why.
    public internal(set) var reasons: [String: String] = [:]
    /// Why somebody in this situation can't apply; empty when he can.
    public internal(set) var obstacles: [Obstacle] = []
    public internal(set) var fees: [Fee]
    /// 承诺办结时限
    public internal(set) var promised: Limit
    /// Keys of what kept a decision from being worked out.
    var warnings: [String] = []

    /// 不符合申请条件: why, and at which answer that is.
    public struct Obstacle: Sendable, Hashable {
        /// The field as pages name it, `situation.kind` or `form.area`; `nil` when the rule looks at none.
        public let field: String?
        public let reason: String
        public let reasonEn: String?

        public func reason(english: Bool) -> String { english ? reasonEn ?? reason : reason }
    }
}

extension Ruling {
    /// Without rules: all of it, of everybody.
    init(of item: ServiceItem) {
        (materials, fees, promised) = (item.materials, item.fees, item.promised)
        certain = Set(item.materials.map(\.key))
    }

    init(of item: ServiceItem, by inquiry: Inquiry) {
        self.init(of: item)
        if let decided = inquiry.decided(.materials) { take(materials: decided, inquiry, item) }
        if let decided = sound(inquiry.decided(.eligibility)) { obstacles = decided.rows.compactMap { Obstacle($0, inquiry, item) } }
        if let decided = sound(inquiry.decided(.fees)) { fees = decided.rows.compactMap(Fee.init) }
        if let decided = sound(inquiry.decided(.limit)), let days = decided.rows.first?["days"].number.flatMap(Int.init(exactly:)),
           let limit = try? Limit(days, item.promised.unit) {
            // Never later than the law, also under a calendar that came after the item was published.
            promised = limit.unit == item.statutory.unit && days > item.statutory.count ? item.statutory : limit
        }
    }

    /// `nil` when there is no such decision, or when something in it could not be worked out.
    private mutating func sound(_ decided: Decided?) -> Decided? {
        warnings += decided?.warnings ?? []
        return decided?.isSound ?? false ? decided : nil
    }

    private mutating func take(materials decided: Decided, _ inquiry: Inquiry, _ item: ServiceItem) {
        certain = Set(decided.rows.filter { !$0.looks(at: inquiry.openInputs) }.compactMap { $0["material"].string })
        reasons = decided.rows.reduce(into: [:]) { reasons, row in
            if let key = row["material"].string, !row.because.isEmpty, reasons[key] == nil { reasons[key] = row.because }
        }
        guard sound(decided) != nil else { return }
        let rows = Dictionary(grouping: decided.rows) { $0["material"].string ?? "" }
        materials = item.materials.compactMap { material in
            guard let rows = rows[material.key] else { return nil }
            var material = material
            // Of several rules that ask for it, the strictest counts.
            let needs = rows.map { $0["need"].string.flatMap(Material.Need.init) ?? material.need }
            material.need = needs.max { $0.rank < $1.rank } ?? material.need
            return material
        }
    }
}

extension Material.Need {
    var rank: Int {
        switch self {
        case .optional: 0
        case .deferrable: 1
        case .required: 2
        }
    }
}

extension Ruling.Obstacle {
    fileprivate init?(_ row: Decided.Row, _ inquiry: Inquiry, _ item: ServiceItem) {
        guard let reason = row["reason"].string, !reason.isEmpty else { return nil }
        let questions = Set((item.situations?.questions ?? []).map(\.key))
        let first = row.conditions.first { inquiry.inputs[$0] != nil } ?? item.situations?.questions.first?.key
        self.init(field: first.map { questions.contains($0) ? "situation.\($0)" : "form.\($0)" }, reason: reason,
                  reasonEn: row["reasonEn"].string)
    }
}

extension Fee {
    fileprivate init?(_ row: Decided.Row) {
        guard let name = row["name"].string, !row["amount"].isBlank else { return nil }
        self.init(name: name, amount: row["amount"].text, basis: row["basis"].string)
    }
}

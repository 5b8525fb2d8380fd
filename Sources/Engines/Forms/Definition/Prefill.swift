import Kernel

/// 预填来源: where a field's value is fetched from before anybody is asked.
///
/// Written `account.name`, `legal.code`, `holder.number`, `licence:11100000MB0143028R001.name`, `register:population.address`,
/// `case:floorArea` (of the applicant's last case for the same item).
public enum Prefill: Hashable, Sendable {
    case account(String)
    /// A field of an electronic licence of that type (电子证照).
    case licence(type: String, field: String)
    /// A field of a base register (基础信息库).
    case register(name: String, field: String)
    case formerCase(field: String)

    /// `nil` for what is none of these.
    public init?(_ text: String) {
        let halves = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard halves.count == 2 else {
            guard text.wholeMatch(of: /(account|legal|holder)\.\w+/) != nil else { return nil }
            self = .account(text)
            return
        }
        let parts = halves[1].split(separator: ".", maxSplits: 1).map(String.init)
        switch (halves[0], parts.count) {
        case ("case", 1...): self = .formerCase(field: halves[1])
        case ("licence", 2): self = .licence(type: parts[0], field: parts[1])
        case ("register", 2): self = .register(name: parts[0], field: parts[1])
        default: return nil
        }
    }

    /// The name of what an account or a holder says of himself, such as `account.name`; `nil` for other sources.
    public var account: String? { if case .account(let name) = self { name } else { nil } }

    /// Whether the source vouches for the value, so that it is shown and not asked: a register or a licence does.
    public var isAuthoritative: Bool {
        switch self {
        case .licence, .register: true
        case .account(let name): name.hasPrefix("legal.")
        case .formerCase: false
        }
    }
}

extension Form {
    /// The answers with what is known filled in where nothing was said yet, as values of the schema.
    /// - Parameter known: what a source has to say, if anything; a room above asks account, licences and registers.
    public func prefilled(_ answers: [String: JSON], known: (Prefill) -> JSON?) -> [String: JSON] {
        fields.reduce(into: answers) { answers, field in
            guard (answers[field.key] ?? .null).isBlank else { return }
            if let prefill = field.prefill, let value = known(prefill), !value.isBlank {
                answers[field.key] = field.normalised(value)
            } else if let initial = field.limits.initial {
                answers[field.key] = initial
            } else if field.kind == .group {
                let parts = field.fields.compactMap { part in part.prefill.flatMap(known).map { (part.key, part.normalised($0)) } }
                if !parts.isEmpty { answers[field.key] = .object(Dictionary(parts) { first, _ in first }) }
            }
        }
    }
}

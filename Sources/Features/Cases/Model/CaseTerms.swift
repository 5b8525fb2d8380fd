import Catalogue
import Standards

/// What a case is held to (办理期限): the promise for its situation, what the law allows, and the type of its item, by which documents
/// are called.
struct CaseTerms: Sendable {
    let promised: Limit, statutory: Limit
    /// 事项类型, two digits.
    let type: String

    init(promised: Limit, _ item: ServiceItem) { (self.promised, statutory, type) = (promised, item.statutory, item.type) }
}

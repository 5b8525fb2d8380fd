import Catalogue
import Kernel
import Organisations
import Standards
import Storage
import Workflow

/// What a document says of its case, settled when the document is ordered and kept sealed with the order. A notice that is written hours
/// later, or again, says what held when its step was taken, whatever has become of the case since.
struct DocumentFacts: Sendable, Hashable, Codable {
    /// 事项类型: which wording applies.
    let type: String
    /// The name of the body that issues it.
    let body: String
    /// What fills the wording's places.
    let places: [String: String]
}

/// A document that a step asks for.
struct DocumentOrder: Sendable {
    let kind: DocumentKind
    /// The special procedure that it tells of.
    var special: CaseSuspension?
}

extension Cases {
    /// What the document has to say, as the case stands now.
    func facts(of order: DocumentOrder, for record: Case, _ item: PublishedItem, _ tx: any Reading) throws -> DocumentFacts {
        let content = try store.content(of: record.id, tx), steps = try store.steps(of: record.id, tx)
        let opinion = steps.last { $0.event == order.kind.orderedBy.name }?.opinion
        var said = places(of: record, item.promised(for: content), item.item)
        said["holder"] = content.holder.name
        said["opinion"] = opinion
        switch order.kind {
        case .correction: try said.merge(places(of: store.correction(of: record.id, tx), item.item)) { $1 }
        case .suspension: try said.merge(places(of: order.special ?? store.suspensions(of: record.id, tx).last, item)) { $1 }
        case .acceptance, .notAccepted, .granted, .refused: break
        }
        return DocumentFacts(type: item.item.type, body: directory.name(ofBody: record.body), places: said)
    }

    private func places(of record: Case, _ promised: Limit, _ item: ServiceItem) -> [String: String] {
        var places = [
            "item": record.itemName, "number": record.query, "caseNumber": record.number, "password": record.password,
            "submittedOn": ChineseDate.short(LocalDate(record.submittedAt)), "dueOn": ChineseDate.long(record.dueOn),
            "promised": "\(promised.count)\(promised.unit == .workingDay ? "个工作日" : "日")",
            "basis": item.basis.map { "《\($0.law)》\($0.article ?? "")" }.joined(separator: "、"),
            "result": item.result.name, "hotline": city.hotline, "government": "\(city.name)人民政府",
        ]
        places["acceptedOn"] = record.acceptedOn.map(ChineseDate.short)
        places["phone"] = directory.body(record.body)?.phone
        return places
    }

    private func places(of correction: Correction?, _ item: ServiceItem) -> [String: String] {
        guard let correction else { return [:] }
        let points = correction.points.enumerated().map { place, point in
            let name = item.materials.first { $0.key == point.key }?.name ?? "申请表"
            return "\(place + 1)．\(name)：\(point.reason)"
        }
        return ["points": points.joined(separator: "\n"), "correctionDueOn": ChineseDate.long(correction.dueOn)]
    }

    private func places(of special: CaseSuspension?, _ item: PublishedItem) throws -> [String: String] {
        guard let special else { return [:] }
        let step = try special.step.flatMap { try item.procedure.node($0)?.title }
        let name = step ?? item.item.specialProcedures.first { $0.kind == special.kind }?.name
        return [
            "special": name ?? "", "specialDays": "\(special.approvedDays)", "specialFrom": ChineseDate.short(special.startedOn),
        ]
    }
}

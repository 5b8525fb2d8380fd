import Kernel
import Organisations
import Standards
import Workflow

/// An item as open data gives it: names, limits and lists of words, without our codes. What it lacks is filled by rule, so that
/// it can be searched, read and applied for with the plain form until somebody works it out.
struct ItemOutline: Decodable {
    struct Time: Decodable {
        let n: Int?
        let unit: String?
        let text: String?
    }
    struct Charge: Decodable {
        let charged: Bool
        let detail: String?
    }

    let id: String
    let name: String
    let item_type: String
    let department: String
    let domain: String?
    let service_objects: [String]
    let legal_limit: Time?
    let promised_limit: Time?
    let visits: Int?
    let materials: [String]
    let conditions: [String]
    let legal_basis: [String]
    let fee: Charge?
    let result: String?
    let themes: [String]?
}

struct OutlineReader {
    private let bodies: [String: Body]
    private let correctionDays: Int

    init(directory: OrganisationDirectory, correctionDays: Int) {
        self.correctionDays = correctionDays
        bodies = Dictionary(directory.bodies.map { ($0.name, $0) }) { first, _ in first }
    }

    func item(_ row: JSON) -> Result<ServiceItem, Problem> {
        do {
            return try build(JSONText.decode(from: JSONText.encode(row)))
        } catch let error as DecodingError {
            return .failure(Problem("import.field", .invalid, ["field": error.path]))
        } catch let error as StandardError {
            return .failure(error.problem)
        } catch {
            return .failure(Problem("import.row", .invalid))
        }
    }

    private func build(_ outline: ItemOutline) throws(StandardError) -> Result<ServiceItem, Problem> {
        guard let body = bodies[outline.department] else {
            return .failure(.fields([FieldProblem("department", "item.department_unknown", ["value": outline.department])]))
        }
        guard let type = Self.types[outline.item_type] else {
            return .failure(.fields([FieldProblem("item_type", "item.type_unknown", ["value": outline.item_type])]))
        }
        guard let serial = Int(outline.id.filter(\.isNumber)), serial < 100_000 else {
            return .failure(.fields([FieldProblem("id", "item.id", ["value": outline.id])]))
        }
        let usual = try Limit(20)
        let promised = try limit(outline.promised_limit), statutory = try limit(outline.legal_limit)
        let immediate = outline.promised_limit?.unit == "即办" || promised?.count == 0
        let procedure: String
        do {
            let stages = Self.stages(immediate: immediate, days: Self.workingDays(in: promised ?? usual))
            procedure = try PlainProcedure.text(stages, named: outline.name, correctionDays: correctionDays)
        } catch {
            return .failure(error)
        }
        return .success(ServiceItem(
            slug: outline.id.lowercased(), name: outline.name, nameEn: nil,
            plain: outline.conditions.first ?? outline.name, plainEn: nil,
            type: type, basicCode: "41\(type)\(padded(90_000 + serial % 10_000, 5))\(padded(serial / 10_000, 3))", body: body.code,
            level: "3", serviceObjects: Self.objects(outline.service_objects), projectType: immediate ? "1" : "2",
            handleForms: ["1", "2", "3"], online: (outline.visits ?? 1) == 0, visits: outline.visits ?? 1, reach: "city",
            assurance: 2, themes: outline.themes ?? [outline.domain].compactMap { $0 }, lifeEvents: [], keywords: [],
            basis: outline.legal_basis.map(Self.basis),
            statutory: Self.longer(statutory ?? promised ?? usual, promised),
            promised: promised ?? statutory ?? usual,
            conditions: outline.conditions,
            materials: outline.materials.enumerated().map { Self.material($0 + 1, $1) },
            fees: outline.fee.map { $0.charged ? [Fee(name: "收费", amount: $0.detail ?? "", basis: nil)] : [] } ?? [],
            result: ItemResult(kind: outline.result?.contains("证") ?? false ? "证照" : "其他", name: outline.result ?? "办理结果",
                               licenceType: nil),
            specialProcedures: [],
            place: Place(name: body.name, address: body.address), phone: body.phone, complaint: "12345",
            questions: [], situations: nil, rules: nil, procedure: procedure, form: nil, licence: nil))
    }

    /// `nil` when the source doesn't say; a calendar month is taken as thirty days.
    private func limit(_ limit: ItemOutline.Time?) throws(StandardError) -> Limit? {
        guard let limit, let unit = limit.unit else { return nil }
        switch unit {
        case "即办": return try Limit(0)
        case "个月": return try Limit(Limit(limit.n ?? 1).count * 30, .calendarDay)
        case "日" where limit.text?.contains("自然日") ?? false: return try Limit(limit.n ?? 0, .calendarDay)
        default: return try limit.n.map { number throws(StandardError) in try Limit(number) }
        }
    }

    /// A promise that is longer than the source's statutory limit can't stand: the statutory limit is then not the shorter one.
    private static func longer(_ statutory: Limit, _ promised: Limit?) -> Limit {
        guard let promised, promised.unit == statutory.unit, promised.count > statutory.count else { return statutory }
        return promised
    }

    /// What stages, which are counted in working days, have to share: of a promise in days of the calendar half, since round the longest
    /// holidays there are no more.
    private static func workingDays(in promise: Limit) -> Int { promise.unit == .calendarDay ? promise.count / 2 : promise.count }

    private static func basis(_ text: String) -> LegalBasis {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        return LegalBasis(law: parts.first ?? text, article: parts.count > 1 ? parts[1] : nil, text: nil)
    }

    private static func material(_ number: Int, _ name: String) -> Material {
        Material(key: "m\(number)", name: name, nameEn: nil, need: .required, how: .upload, source: "applicant", sourceNote: nil,
                 licenceType: nil, formats: nil, maxMB: nil, why: "核对申请条件", basis: nil, sample: nil)
    }

    private static func stages(immediate: Bool, days: Int) -> [LinearProcedure.Stage] {
        let accept = LinearProcedure.Stage(key: "accept", name: "受理", role: "window", days: 0)
        if immediate { return [accept, .init(key: "decide", name: "决定", role: "officer", days: 0)] }
        return [accept, .init(key: "review", name: "审查", role: "officer", days: max(0, days - 1)),
                .init(key: "decide", name: "决定", role: "chief", days: min(1, days))]
    }

    private static func objects(_ names: [String]) -> [String] {
        let codes = names.flatMap { name -> [String] in
            switch name {
            case "自然人": ["1"]
            case "法人": ["2", "3", "4"]
            case "企业法人", "非法人企业": ["2"]
            case "事业法人": ["3"]
            case "社会组织法人": ["4"]
            case "行政机关": ["5"]
            default: ["6"]
            }
        }
        return Array(Set(codes)).sorted()
    }

    private static let types = ["行政许可": "01", "行政给付": "05", "行政确认": "07", "行政奖励": "08", "行政裁决": "09", "其他行政权力": "10", "公共服务": "20"]
}

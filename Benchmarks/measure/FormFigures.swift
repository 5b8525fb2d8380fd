import Forms
import Foundation
import Kernel

/// The form of a food operation permit, twenty fields, filled in right and wrong; and a small one.
struct FormFigures {
    private let form: Form
    private let text = Array(answers.utf8)
    private let answered: JSON

    init() throws {
        form = try Form(JSON(parsing: Data(contentsOf: Repository.file("Data/kaifeng/items/food-operation-permit/form.json"))))
        answered = try JSON(parsing: text)
    }

    func print() throws {
        let given = answered.object ?? [:], facts = FormFacts(situation: ["kind": "catering"])
        let wrong = JSON.object(given.merging(["mobile": "12800000001", "employees": .number(0)]) { $1 })
        let small = try Schema(JSON(parsing: Self.smallSchema.utf8)), smallAnswers = try JSON(parsing: Self.smallAnswers.utf8)
        let foundation = try perProcessorSecond { try JSONDecoder().decode(JSON.self, from: Data(text)) == answered }
        try line("form_small_validated") { small.isValid(smallAnswers) }
        try line("form_permit_validated") { form.schema.isValid(answered) }
        try line("form_permit_all_errors") { form.schema.errors(in: wrong).count == 2 }
        try line("form_permit_checked") { form.check(given, facts: facts).problems.isEmpty }
        try line("json_read", reference: foundation) { try JSON(parsing: text) == answered }
        try line("json_written") { !answered.encodedBytes.isEmpty }
    }

    private func line(_ name: String, reference: Double? = nil, _ work: () throws -> Bool) throws {
        Figure(name: name, value: try perProcessorSecond(work), unit: "/s of a core", reference: reference).print()
    }

    private static let smallSchema = """
        {"type": "object", "required": ["name", "mobile", "agreed"], "properties": {
        "name": {"type": "string", "minLength": 2, "maxLength": 50}, "mobile": {"type": "string", "pattern": "^1[3-9][0-9]{9}$"},
        "on": {"type": "string", "format": "date"}, "area": {"type": "number", "minimum": 1, "maximum": 100000}, "agreed": {"const": true}}}
        """
    private static let smallAnswers = #"{"name": "李晓梅", "mobile": "13800000001", "on": "2026-10-09", "area": 86.5, "agreed": true}"#

    private static let answers = """
        {"operatorName": "开封市龙亭区宋都小厨", "operatorCode": "92410202MAKF00015N", "representative": "李晓梅",
        "representativeId": "410202199003077814", "mobile": "13800000001", "signboard": "宋都小厨", "region": "410202001000",
        "address": "宋都御街 12 号", "floorArea": 86, "kitchenArea": 30.5, "businessForm": "restaurant", "saleScope": ["loose"],
        "cateringScope": ["hot", "drink"], "diners": 40, "online": true, "platforms": "美团", "samePerson": false, "safetyManager": "王强",
        "safetyManagerMobile": "13900000002", "employees": 6, "truth": true}
        """
}

/// The repository that this was built from.
enum Repository {
    static func file(_ path: String) -> URL { URL(filePath: #filePath).appending(path: "../../../\(path)").standardized }
}

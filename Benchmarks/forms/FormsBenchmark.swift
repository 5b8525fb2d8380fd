import Foundation
import Forms
import Kernel

/// How many forms a core checks in a second: the form of a food operation permit, right and wrong, the reading of it, and a small one.
enum FormsBenchmark {
    /// - Parameter definition: `Data/kaifeng/items/food-operation-permit/form.json`.
    static func run(definition: URL, say: (String) -> Void) throws {
        let form = try Form(JSON(parsing: Data(contentsOf: definition))), permit = form.schema
        let text = Array(answers.utf8), right = try JSON(parsing: text)
        let given = right.object ?? [:], facts = FormFacts(situation: ["kind": "catering"])
        let wrong = JSON.object(given.merging(["mobile": "12800000001", "employees": .number(0)]) { $1 })
        let small = try Schema(JSON(parsing: smallSchema.utf8)), smallAnswers = try JSON(parsing: smallAnswers.utf8)
        measure("small form (5 fields) valid", say) { small.isValid(smallAnswers) }
        measure("food permit (20 fields) valid", say) { permit.isValid(right) }
        measure("food permit, all errors of a wrong one", say) { permit.errors(in: wrong).count == 2 }
        measure("food permit, checked as a form: cleaned, normalised, validated", say) { form.check(given, facts: facts).problems.isEmpty }
        measure("reading the answers' JSON", say) { (try? JSON(parsing: text)) != nil }
        measure("writing the answers' JSON", say) { !right.encodedBytes.isEmpty }
        measure("reading by Foundation's decoder", say) { (try? JSONDecoder().decode(JSON.self, from: Data(text))) != nil }
    }

    /// By the processor's time, so that others on the machine count as little as they can.
    private static func measure(_ name: String, _ say: (String) -> Void, _ work: () -> Bool) {
        var count = 0, fine = 0
        let start = processorSeconds
        while processorSeconds - start < 1 {
            for _ in 0..<200 where work() { fine += 1 }
            count += 200
        }
        let perSecond = Double(count) / (processorSeconds - start)
        say("\(name): \(Int(perSecond))/s" + (fine == count ? "" : " (but \(count - fine) came out wrong)"))
    }

    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static let smallSchema = """
        {"type": "object", "required": ["name", "mobile", "agreed"], "properties": {
        "name": {"type": "string", "minLength": 2, "maxLength": 50}, "mobile": {"type": "string", "pattern": "^1[3-9][0-9]{9}$"},
        "on": {"type": "string", "format": "date"}, "area": {"type": "number", "minimum": 1, "maximum": 100000}, "agreed": {"const": true}}}
        """
    private static let smallAnswers = #"{"name": "李晓梅", "mobile": "13800000001", "on": "2026-10-09", "area": 86.5, "agreed": true}"#

    static let answers = """
        {"operatorName": "开封市龙亭区宋都小厨", "operatorCode": "92410202MAKF00015N", "representative": "李晓梅",
        "representativeId": "410202199003077814", "mobile": "13800000001", "signboard": "宋都小厨", "region": "410202001000",
        "address": "宋都御街 12 号", "floorArea": 86, "kitchenArea": 30.5, "businessForm": "restaurant", "saleScope": ["loose"],
        "cateringScope": ["hot", "drink"], "diners": 40, "online": true, "platforms": "美团", "samePerson": false, "safetyManager": "王强",
        "safetyManagerMobile": "13900000002", "employees": 6, "truth": true}
        """
}

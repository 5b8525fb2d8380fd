import Forms
import Foundation
import Kernel

let packageRoot = URL(filePath: #filePath).resolvingSymlinksInPath().appending(path: "../../..").standardized

func fixture(_ name: String) -> URL { packageRoot.appending(path: "Tests/FormsTests/Fixtures/\(name)") }

func json(_ text: String) throws -> JSON { try JSON(parsing: text.utf8) }

/// A form from its definition, as one can write it in a test; a schema's properties alone make one, too.
func form(_ definition: String) throws -> Form { try Form(json(definition)) }

func form(properties: String, required: String = "[]", pages: String? = nil) throws -> Form {
    let layout = pages.map { #", "layout": {"pages": \#($0)}"# } ?? ""
    return try form(#"{"schema": {"type": "object", "properties": \#(properties), "required": \#(required)}\#(layout)}"#)
}

/// 食品经营许可's form: of the city, which is the worked example of the manual.
func foodPermit() throws -> Form { try Form(foodPermitDefinition()) }

func foodPermitDefinition() throws -> JSON {
    try JSON(parsing: Data(contentsOf: packageRoot.appending(path: "Data/kaifeng/items/food-operation-permit/form.json")))
}

let catering = FormFacts(situation: ["kind": "catering", "area": "small", "special": "no"])

/// What 李晓梅 answers for 宋都小厨.
func answers(_ changes: [String: JSON] = [:]) -> [String: JSON] {
    let own: [String: JSON] = [
        "operatorName": "开封市龙亭区宋都小厨", "operatorCode": "92410202MAKF00015N", "representative": "李晓梅",
        "representativeId": "410202199003077814", "mobile": "13800000001", "region": "410202001000", "address": "宋都御街 12 号",
        "floorArea": .number(86), "kitchenArea": .number(30.5), "businessForm": "restaurant", "cateringScope": .array(["hot", "drink"]),
        "online": .bool(false), "samePerson": .bool(true), "employees": .number(6), "truth": .bool(true),
    ]
    return own.merging(changes) { $1 }.filter { $0.value != .null }
}

let today = LocalDate(year: 2026, month: 10, day: 9)

/// The messages of this room, as the web engine would fill them in.
struct Texts {
    private let messages: [String: String]

    private init(_ language: String = "zh") {
        let file = packageRoot.appending(path: "Sources/Engines/Forms/Messages/\(language).json")
        messages = (try? Data(contentsOf: file)).flatMap { try? JSONDecoder().decode([String: String].self, from: $0) } ?? [:]
    }

    func text(_ key: String, _ arguments: [String: String] = [:]) -> String? {
        messages[key].map { text in arguments.reduce(text) { $0.replacing("{{\($1.key)}}", with: $1.value) } }
    }

    static let chinese = Texts(), english = Texts("en")
    static let zh = FormTexts { key, arguments in chinese.text(key, arguments) ?? "?\(key)" }
    static let en = FormTexts(isEnglish: true) { key, arguments in english.text(key, arguments) ?? "?\(key)" }
}

import Catalogue
import Kernel
import TestKit

/// The food permit with these rules, and perhaps other questions.
func ruled(_ rules: String, questions: String? = nil, _ changes: [String: JSON] = [:]) throws -> PublishedItem {
    var changes = changes
    changes["rules"] = .string(rules)
    if let questions { changes["situations"] = .object(["questions": try JSON(parsing: Array(questions.utf8))]) }
    return try KaifengItem.published("food-operation-permit", changes)
}

/// Whether there is a kitchen is asked of canteens only; whether it is large, only when there is one.
let chained = """
    [{"key": "kind", "text": "种类", "options": [{"value": "canteen", "text": "食堂"}, {"value": "shop", "text": "商店"}]},
     {"key": "kitchen", "text": "厨房", "options": [{"value": "yes", "text": "有"}, {"value": "no", "text": "没有"}]},
     {"key": "large", "text": "大小", "options": [{"value": "yes", "text": "大"}]}]
    """

let chain = """
    name: 链
    decisions:
      - name: questions
        hit policy: C
        inputs: [{name: kind, type: string}, {name: kitchen, type: string}]
        outputs: [{name: question, type: string}]
        rules:
          - {question: kind}
          - {kind: canteen, question: kitchen}
          - {kitchen: "yes", question: large}
    """

import ArgumentParser
import Foundation
import Kernel
import Rules
import Web

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Try out decisions (DMN 1.5, FEEL, or a plain table) without a city.",
        subcommands: [Eval.self, Suite.self])

    struct Eval: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask a decision, and say which rules held.",
            discussion: #"""
                Examples:
                  tongban rules eval situation.dmn --decision 需要的材料 --input '{"经营场所面积": 120}'
                  tongban rules eval situation.yaml --decision 需要的材料 --input '{"经营场所面积": 120}'
                The first line is the answer as JSON; then the explanation, and what could not be worked out.
                """#)

        @Argument(help: "The model: DMN (XML), or a plain table (YAML, XLSX).") var model: String
        @Option(help: "The decision's name.") var decision: String
        @Option(help: "The inputs, as a JSON object.") var input = "{}"
        @Option(name: .customLong("import"), help: "A model that this one imports; may be given several times.") var imports: [String] = []
        @OptionGroup var words: WordsOption

        func run() async throws {
            try await speaking(words.resources) { resources in
                let loaded = try load()
                let answer = try loaded.evaluate(decision, json: JSON(parsing: Array(input.utf8)), now: .now)
                Terminal.say(try JSONText.encode(answer.value))
                let messages = try Messages(resources, folders: Folders.all(resources))
                for step in answer.explanation.decisions { say(step) }
                for warning in answer.warnings {
                    Terminal.warn("! \(warning.element) \(messages.text(warning.code, .current, warning.arguments))")
                }
            }
        }

        private func load() throws -> DecisionModel {
            switch URL(filePath: model).pathExtension.lowercased() {
            case "yaml", "yml": try DecisionModel(yaml: String(decoding: bytes(model), as: UTF8.self))
            case "xlsx": try DecisionModel(xlsx: bytes(model))
            default: try DecisionModel(reading: bytes(model), imports: imports.map(bytes))
            }
        }

        private func say(_ step: Explanation.Step) {
            Terminal.say("\(step.name) = \(step.value)")
            for table in step.tables {
                for rule in table.rules {
                    let given = rule.conditions.map { "\($0.name) \($0.text)" }.joined(separator: ", ")
                    let reasons = rule.annotations.map(\.text).filter { !$0.isEmpty }.joined(separator: "; ")
                    Terminal.say("  \(rule.number): \(given)" + (reasons.isEmpty ? "" : "  (\(reasons))"))
                }
            }
        }
    }

    struct Suite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run folders in the form of the DMN TCK.",
            discussion: """
                Example: tongban rules suite tck/TestCases/compliance-level-3
                A line for each case that fails, and at the end the count.
                """)

        @Argument(help: "A folder with all that is below it.") var folder: String
        @OptionGroup var words: WordsOption

        func run() async throws {
            try await speaking(words.resources) { _ in
                let suite = RulesSuite.run(folder: folder, now: .now, report: Terminal.say)
                Terminal.say(suite.summary)
                if suite.failed > 0 || suite.passed == 0 { throw ExitCode(1) }
            }
        }
    }
}

extension CivilDateTime {
    /// What the clocks show here.
    fileprivate static var now: CivilDateTime? { CivilDateTime(SystemClock().now, zone: .named("Asia/Shanghai")) }
}

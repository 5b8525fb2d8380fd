import ArgumentParser
import Foundation
import Forms
import Kernel
import Web

struct FormCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form",
        abstract: "Try out forms and schemas (JSON Schema 2020-12) without a city.",
        subcommands: [Check.self, Lint.self, Preview.self, Suite.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check values against a schema; say everything that is wrong with each.",
            discussion: "Example: tongban form check schema.json answers.json")

        @Argument(help: "The schema, or a form with a schema in it (JSON).") var schema: String
        @Argument(help: "The values (JSON), a file each.") var instances: [String]
        @OptionGroup var words: WordsOption

        func run() async throws {
            try await speaking(words.resources) { resources in
                let schema = try JSON(parsing: bytes(schema))
                let values = try instances.map { try JSON(parsing: bytes($0)) }
                let errors = try FormTools.check(schema.object?["schema"] ?? schema, values, texts: FormTexts(resources))
                for (file, lines) in zip(instances, errors) {
                    Terminal.say(lines.isEmpty ? "✓ \(file)" : "✗ \(file)")
                    for line in lines { Terminal.say("  \(line)") }
                }
                if errors.contains(where: { !$0.isEmpty }) { throw ExitCode(1) }
            }
        }
    }

    struct Lint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what is wrong with a form's definition, in words.", discussion: "Example: tongban form lint form.json")

        @Argument(help: "The form (JSON).") var form: String
        @OptionGroup var words: WordsOption

        func run() async throws {
            try await speaking(words.resources) { resources in
                let definition = try JSON(parsing: bytes(form))
                for line in try FormTools.lint(definition, texts: FormTexts(resources)) { Terminal.say(line) }
                if FormLint.findings(in: definition).contains(where: { $0.weight == .fault }) { throw ExitCode(1) }
            }
        }
    }

    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draw a form as a page of HTML that stands by itself.",
            discussion: "Example: tongban form preview form.json > form.html")

        @Argument(help: "The form (JSON).") var form: String
        @OptionGroup var words: WordsOption

        func run() async throws {
            try await speaking(words.resources) { resources in
                let title = URL(filePath: form).deletingPathExtension().lastPathComponent
                Terminal.say(try FormTools.preview(JSON(parsing: bytes(form)), title: title, texts: FormTexts(resources)))
            }
        }
    }

    struct Suite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run files in the form of the public JSON-Schema-Test-Suite.",
            discussion: """
                Examples:
                  tongban form suite JSON-Schema-Test-Suite/tests/draft2020-12 --remotes JSON-Schema-Test-Suite/remotes
                  tongban form suite tests/draft2020-12/ref.json
                A line for each case that fails, and at the end the count. Formats are asserted below `optional/`.
                """)

        @Argument(help: "A file, or a folder with all that is below it.") var folder: String
        @Option(help: "The folder that stands for http://localhost:1234/ in references.") var remotes: String?
        @OptionGroup var words: WordsOption

        func run() async throws {
            try await speaking(words.resources) { _ in
                let count = try FormSuite.run(folder: folder, remotes: remotes, report: Terminal.say)
                Terminal.say(count.text)
                if count.failed > 0 { throw ExitCode(1) }
            }
        }
    }
}

extension FormTexts {
    init(_ resources: ResourceRoot) throws {
        let messages = try Messages(resources, folders: Folders.all(resources))
        self.init(isEnglish: Language.current == .en) { messages.text($0, .current, $1) }
    }
}

import ArgumentParser
import Catalogue
import Kernel
import Web
import Workflow

struct ProcedureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "procedure",
        abstract: "Try out procedures (BPMN 2.0) without a city.",
        subcommands: [Check.self, Draw.self, Export.self, Simulate.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say, by element, what keeps a procedure from being published.",
            discussion: "Example: tongban procedure check food-operation.bpmn --roles window,officer,chief --promise 10")

        @Argument(help: "The procedure (BPMN 2.0 XML).") var file: String
        @Option(help: "The roles that there are, separated by commas.") var roles: String?
        @Option(help: "The promised limit in working days.") var promise: Int?
        @OptionGroup var words: WordsOption

        func run() async throws {
            try await speaking(words.resources) { resources in
                let known = roles.map { Set($0.split(separator: ",").map(String.init)) }
                let report = try ProcedureCommands.check(
                    bytes(file), roles: known, promise: promise, FEELExpressions(), say: say(resources))
                report.lines.forEach(Terminal.say)
                if !report.isSound { throw ExitCode(1) }
            }
        }
    }

    struct Draw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draw a procedure as SVG.", discussion: "Example: tongban procedure draw food-operation.bpmn > food-operation.svg")

        @Argument(help: "The procedure (BPMN 2.0 XML).") var file: String
        @OptionGroup var words: WordsOption

        func run() async throws {
            try await speaking(words.resources) { Terminal.say(try ProcedureCommands.draw(bytes(file), say: say($0))) }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a procedure back as BPMN 2.0 XML, with a diagram when it had none.",
            discussion: "Example: tongban procedure export plain.bpmn > drawn.bpmn")

        @Argument(help: "The procedure (BPMN 2.0 XML).") var file: String
        @OptionGroup var words: WordsOption

        func run() async throws {
            try await speaking(words.resources) { _ in
                Terminal.say(String(decoding: try ProcedureCommands.export(bytes(file)), as: UTF8.self))
            }
        }
    }

    struct Simulate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Walk through a procedure by chance: how long it takes, how it ends, where it is stuck.",
            discussion: "Example: tongban procedure simulate food-operation.bpmn --walks 1000 --seed 42")

        @Argument(help: "The procedure (BPMN 2.0 XML).") var file: String
        @Option(help: "How many walks.") var walks = 1000
        @Option(help: "The same seed walks the same ways.") var seed: UInt64 = 1
        @OptionGroup var words: WordsOption

        func validate() throws {
            guard (1...1_000_000).contains(walks) else { throw ValidationError("--walks is between 1 and 1,000,000") }
        }

        func run() async throws {
            try await speaking(words.resources) { resources in
                let report = try ProcedureCommands.simulate(bytes(file), walks: walks, seed: seed, FEELExpressions(), say: say(resources))
                report.lines.forEach(Terminal.say)
                if !report.isSound { throw ExitCode(1) }
            }
        }
    }

    private static func say(_ resources: ResourceRoot) throws -> ProcessPicture.Say {
        let messages = try Messages(resources, folders: Folders.all(resources))
        return { messages.text($0, .current, $1) }
    }
}

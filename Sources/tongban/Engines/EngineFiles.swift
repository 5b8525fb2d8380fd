import ArgumentParser
import Foundation
import Kernel

/// Where the words of messages lie, for commands that need no data directory.
struct WordsOption: ParsableArguments {
    @Option(help: ArgumentHelp("Where messages lie, when they are not beside the program.", valueName: "folder"))
    var resources: String?
}

/// - Throws: `import.no_file`.
func bytes(_ file: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: file) else { throw Problem("import.no_file", .notFound, ["file": file]) }
    return Array(data)
}

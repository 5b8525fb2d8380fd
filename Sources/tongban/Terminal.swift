import ArgumentParser
import Foundation
import Kernel
import Ledger
import Platform
import Web

/// Words for people at a terminal: errors in one sentence, with the way on.
enum Terminal {
    /// Written at once, also into a file or a pipe.
    static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

    static func warn(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    /// Replaces the line on a terminal; says nothing into a file.
    static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }

    static func endProgress() { if isatty(STDERR_FILENO) == 1 { progress("") } }

    /// What a problem says in the words of the catalogue, followed by its reason.
    static func words(_ error: any Error, _ resources: ResourceRoot?) -> String {
        guard let problem = error as? Problem else { return "\(error)" }
        let messages = resources.flatMap { try? Messages($0, folders: Folders.all($0)) }
        let text = { (code: String, arguments: [String: String]) in messages?.text(code, .current, arguments) ?? code }
        let head = text(problem.code, problem.arguments)
        let fields = problem.fields.map { "\($0.field): \(text($0.code, $0.arguments))" }
        return ([problem.reason.isEmpty ? head : "\(head) (\(problem.reason))"] + fields).joined(separator: "\n  ")
    }
}

extension Language {
    /// Chinese on a Chinese terminal, English elsewhere.
    static var current: Language {
        let tongue = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { ProcessInfo.processInfo.environment[$0] }.first { !$0.isEmpty }
        return tongue?.hasPrefix("zh") ?? false ? .zh : .en
    }
}

/// The folders that hold message catalogues.
enum Folders {
    static func all(_ resources: ResourceRoot) -> [String] {
        let file = "/Messages/zh.json"
        return resources.files(in: "Sources", suffix: file).map { String($0.dropFirst("Sources/".count).dropLast(file.count)) }
    }
}

/// Runs a command's work; what goes wrong is said in one sentence and ends the program with a code that isn't zero.
func speaking(_ resources: String?, _ work: (ResourceRoot) async throws -> Void) async throws {
    var root: ResourceRoot?
    do {
        let found = try ResourceRoot.locate(explicit: resources)
        root = found
        try await work(found)
    } catch let error as Problem {
        Terminal.endProgress()
        Terminal.warn("tongban: \(Terminal.words(error, root))")
        throw ExitCode.failure
    } catch let error as ExitCode {
        throw error
    } catch {
        Terminal.endProgress()
        Terminal.warn("tongban: \(error)")
        throw ExitCode.failure
    }
}

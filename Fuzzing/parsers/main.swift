import Forms
import Foundation
import Rules
import Workflow

/// The parsers, by the names under which `Fuzzing/run` asks for them.
enum Parser: String, CaseIterable {
    /// A JSON Schema, a form, and values to check.
    case forms
    case feel
    /// DMN and tables in YAML.
    case models
    /// A sheet: an archive with XML in it.
    case sheets
    case procedures

    func read(_ bytes: [UInt8]) {
        switch self {
        case .forms: FormTools.fuzz(bytes)
        case .feel: RulesFuzz.feel(bytes)
        case .models: RulesFuzz.dmn(bytes)
        case .sheets: RulesFuzz.xlsx(bytes)
        case .procedures: fuzzBPMN(bytes)
        }
    }
}

/// libFuzzer's own loop, which calls back with ever new bytes.
@_silgen_name("LLVMFuzzerRunDriver")
func fuzz(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ read: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

let chosen = ProcessInfo.processInfo.environment["PARSER"].flatMap(Parser.init) ?? .forms
var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
exit(fuzz(&count, &arguments) { start, count in
    chosen.read(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
})

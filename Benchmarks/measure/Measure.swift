import Foundation

/// What can be measured without a server. Each subject prints its figures, one a line.
@main
struct Measure {
    private static let usage = """
        measure values [SM2-SIGNATURES-A-SECOND]        forms, rules, procedures, signatures: a core's figures
        measure storage DIR SECONDS [REFERENCE]         six inserts a transaction, by the engine alone
        measure ledger DIR ACTS                         append, sequence, prove and audit so many acts
        measure licences DIR SECONDS SM2 [FILE]         issue licences; an identifier is written to the file
        measure lists DIR                               first pages of work lists
        measure supervision DIR                         a day's tick, and all lights anew
        DIR is a data directory made by `tongban init`, whose rows are changed.
        """

    static func main() async {
        do {
            try await run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            FileHandle.standardError.write(Data("measure: \(error)\n".utf8))
            exit(1)
        }
    }

    private nonisolated static func run(_ arguments: [String]) async throws {
        let number = { (place: Int) in arguments.count > place ? Double(arguments[place]) : nil }
        let directory = arguments.count > 1 ? arguments[1] : ""
        switch arguments.first {
        case "values":
            try FormFigures().print()
            try RuleFigures().print()
            try ProcedureFigures().print()
            try SignatureFigures(reference: number(1)).print()
        case "storage":
            try await inCity(directory) { try await StorageFigures($0).print(seconds: number(2) ?? 10, reference: number(3)) }
        case "ledger":
            try await inCity(directory) { try await LedgerFigures($0).print(acts: Int(number(2) ?? 100_000)) }
        case "licences":
            let file = arguments.count > 4 ? arguments[4] : nil
            try await LicenceFigures.print(directory, seconds: number(2) ?? 10, signatures: number(3), identifierTo: file)
        case "lists":
            try await inCity(directory) { try await ListFigures($0).print() }
        case "supervision":
            try await inCity(directory) { try await SupervisionFigures($0).print() }
        default:
            FileHandle.standardError.write(Data("\(usage)\n".utf8))
            exit(2)
        }
    }
}

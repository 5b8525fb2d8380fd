import Kernel

/// What stands behind `tongban procedure check|draw|export|simulate`: bytes of a file in, lines or bytes out. Words are given by the
/// caller, who has the catalogues.
public enum ProcedureCommands {
    public struct Report: Sendable, Hashable {
        public let lines: [String]
        /// Whether the definition may be published.
        public let isSound: Bool
    }

    /// One line for each finding, and a last one that counts.
    public static func check(
        _ bytes: [UInt8], roles: Set<String>? = nil, promise: Int? = nil, _ expressions: (any Expressions)? = nil, say: ProcessPicture.Say
    ) throws(Problem) -> Report {
        let definition = try ProcessDefinition(reading: bytes)
        let findings = definition.check(roles: roles, promise: promise, expressions: expressions)
        let errors = findings.count { !$0.isWarning }
        let lines = findings.map { finding in
            let kind = say(finding.isWarning ? "workflow.report.warning" : "workflow.report.error", [:])
            return "\(kind) \(finding.element): \(say(finding.key, finding.arguments))"
        }
        let counts = ["errors": "\(errors)", "warnings": "\(findings.count - errors)", "nodes": "\(definition.nodes.count)"]
        return Report(lines: lines + [say("workflow.report.checked", counts)], isSound: errors == 0)
    }

    /// The procedure as SVG.
    public static func draw(_ bytes: [UInt8], say: @escaping ProcessPicture.Say) throws(Problem) -> String {
        ProcessPicture(try ProcessDefinition(reading: bytes), say: say).svg
    }

    /// The file as the engine read it; with a diagram of our own when it has none that is whole.
    public static func export(_ bytes: [UInt8]) throws(Problem) -> [UInt8] {
        let definition = try ProcessDefinition(reading: bytes)
        return (definition.isDrawn ? definition : definition.laidOut()).exported()
    }

    public static func simulate(
        _ bytes: [UInt8], walks: Int, seed: UInt64, _ expressions: (any Expressions)? = nil, say: ProcessPicture.Say
    ) throws(Problem) -> Report {
        let definition = try ProcessDefinition(reading: bytes)
        let simulation = Simulation(definition, walks: walks, seed: seed, expressions)
        let title = { (id: String) in definition.node(id)?.title ?? id }
        var lines = simulation.outcomes.map { outcome, count in
            say("workflow.report.outcome", ["outcome": outcome.isEmpty ? "-" : outcome, "count": "\(count)"])
        }
        lines += simulation.stuck.prefix(5).map { walk in
            say("workflow.report.stuck", ["fault": walk.fault ?? "", "path": walk.path.map(title).joined(separator: " → ")])
        }
        if !simulation.unvisited.isEmpty {
            lines.append(say("workflow.report.unvisited", ["names": simulation.unvisited.map(title).joined(separator: "、")]))
        }
        let mean = (simulation.mean * 10).rounded() / 10
        lines.append(say("workflow.report.simulated", [
            "walks": "\(simulation.walks.count)", "stuck": "\(simulation.stuck.count)", "mean": "\(mean)",
            "longest": "\(simulation.longest)",
        ]))
        return Report(lines: lines, isSound: simulation.stuck.isEmpty)
    }
}

/// Takes any bytes as a file of BPMN and does with it all that is done with files from outside: reads, checks, lays out, draws, walks,
/// writes. For fuzzing: it either comes back or it has found a fault of ours.
public func fuzzBPMN(_ bytes: [UInt8]) {
    guard let definition = try? ProcessDefinition(reading: bytes) else { return }
    _ = definition.check(states: 200)
    _ = ProcessPicture(definition) { key, _ in key }.svg
    _ = Simulation(definition, walks: 1, seed: 1)
    _ = try? ProcessDefinition(reading: definition.laidOut().exported())
}

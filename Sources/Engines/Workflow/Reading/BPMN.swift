import Kernel

/// The names of BPMN 2.0 (ISO/IEC 19510) and of our extension attributes.
public enum BPMN {
    public static let model = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    static let diagram = "http://www.omg.org/spec/BPMN/20100524/DI"
    static let bounds = "http://www.omg.org/spec/DD/20100524/DC"
    static let waypoints = "http://www.omg.org/spec/DD/20100524/DI"
    static let instance = "http://www.w3.org/2001/XMLSchema-instance"
    /// Ours, written `tb:`.
    public static let extensions = "urn:tongban:bpmn"

    /// More than that is no procedure that people could follow.
    static let nodeLimit = 2000
    static let flowLimit = 4000
    /// As many flows as one gateway may join or split: what an inclusive gateway looks through is kept in the bits of a word.
    static let branchLimit = 64
    /// What lies before a join that may decide early is worked out for each of them.
    static let earlyJoinLimit = 64
}

extension Problem {
    /// Something in the file that can't be run, by the element's id and line.
    static func definition(_ code: String, _ id: String, line: Int, _ arguments: [String: String] = [:]) -> Problem {
        Problem("workflow.\(code)", .invalid, arguments.merging(["element": id, "line": "\(line)"]) { $1 }, reason: "\(id) on line \(line)")
    }
}

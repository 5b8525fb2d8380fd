import Kernel

/// A place within a JSON value (RFC 6901): `/shareholders/0/name`.
public struct JSONPointer: Hashable, Sendable {
    public let steps: [String]

    public init(steps: [String]) { self.steps = steps }

    /// `nil` when the text is neither empty nor begins with a stroke, or a tilde stands alone.
    public init?(_ text: String) {
        guard Self.isValid(text) else { return nil }
        steps = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
            $0.contains("~") ? String($0.replacing("~1", with: "/").replacing("~0", with: "~")) : String($0)
        }
    }

    /// What stands there, if anything does.
    public func value(in json: JSON) -> JSON? {
        var value = json
        for step in steps {
            guard let next = Self.step(into: value, step) else { return nil }
            value = next
        }
        return value
    }

    static func step(into value: JSON, _ step: String) -> JSON? {
        switch value {
        case .object(let members): return members[step]
        case .array(let elements):
            guard let place = index(step), place < elements.count else { return nil }
            return elements[place]
        default: return nil
        }
    }

    static func escape(_ step: String) -> String {
        step.utf8.contains { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }
            ? step.replacing("~", with: "~0").replacing("/", with: "~1") : step
    }

    static func isValid(_ text: String) -> Bool {
        guard text.isEmpty || text.utf8.first == UInt8(ascii: "/") else { return false }
        return text.split(separator: "~", omittingEmptySubsequences: false).dropFirst().allSatisfy {
            $0.utf8.first == UInt8(ascii: "0") || $0.utf8.first == UInt8(ascii: "1")
        }
    }

    /// An index as RFC 6901 writes it: no zero before other digits.
    private static func index(_ step: String) -> Int? {
        guard step.utf8.allSatisfy({ (48...57).contains($0) }), step == "0" || step.utf8.first != UInt8(ascii: "0") else { return nil }
        return Int(step)
    }
}

extension JSONPointer: CustomStringConvertible {
    public var description: String { steps.map { "/" + Self.escape($0) }.joined() }
}

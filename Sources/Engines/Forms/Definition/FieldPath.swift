import Kernel

/// Where an answer stands among the answers, as forms name it: `shareholders[0].name`.
public struct FieldPath: Hashable, Sendable {
    public enum Step: Hashable, Sendable {
        case name(String), place(Int)
    }

    public private(set) var steps: [Step]

    public init(steps: [Step] = []) { self.steps = steps }

    /// `nil` unless the text is names parted by points, each followed by places in brackets.
    public init?(_ text: String) {
        steps = []
        guard text.utf8.count <= 400 else { return nil }
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
            guard Self.isName(pieces[0]) else { return nil }
            steps.append(.name(String(pieces[0])))
            for piece in pieces.dropFirst() {
                guard piece.last == "]", piece.utf8.count <= 5, piece.dropLast().utf8.allSatisfy({ (48...57).contains($0) }),
                      let place = Int(piece.dropLast()) else { return nil }
                steps.append(.place(place))
            }
        }
        guard steps.count <= 16 else { return nil }
    }

    /// From a JSON pointer, as the validator names places. A step of digits is a place.
    public init(pointer: String) {
        steps = (JSONPointer(pointer)?.steps ?? []).map { step in
            Int(step).flatMap { step == String($0) ? Step.place($0) : nil } ?? .name(step)
        }
    }

    /// Whether a property may be called so on a form.
    static func isName(_ name: some StringProtocol) -> Bool {
        !name.isEmpty && !name.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: ".") }
    }

    public func appending(_ name: String) -> FieldPath { FieldPath(steps: steps + [.name(name)]) }
    public func appending(_ place: Int) -> FieldPath { FieldPath(steps: steps + [.place(place)]) }
    public func starts(with other: FieldPath) -> Bool { steps.starts(with: other.steps) }

    public func value(in answers: [String: JSON]) -> JSON? {
        steps.reduce(JSON.object(answers) as JSON?) { value, step in
            switch step {
            case .name(let name): value?.object?[name]
            case .place(let place): value?.array.flatMap { $0.indices.contains(place) ? $0[place] : nil }
            }
        }
    }
}

extension FieldPath: CustomStringConvertible {
    public var description: String {
        steps.reduce("") { text, step in
            switch step {
            case .name(let name): text.isEmpty ? name : "\(text).\(name)"
            case .place(let place): "\(text)[\(place)]"
            }
        }
    }
}

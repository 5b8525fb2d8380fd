import Kernel

/// A statement and its values. Written by interpolation, where every interpolated value is bound, never pasted:
/// `"SELECT name FROM body WHERE code = \(code)"`. One text serves every engine, in the portable subset.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// The text, with `?` where a value is bound.
    public private(set) var text: String
    public private(set) var values: [Value]

    public init(stringLiteral text: String) { (self.text, values) = (text, []) }

    public init(stringInterpolation parts: Parts) { (text, values) = (parts.text, parts.values) }

    public struct Parts: StringInterpolationProtocol {
        var text = ""
        var values: [Value] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
            values.reserveCapacity(interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) { text += literal }

        public mutating func appendInterpolation(_ value: (some Bindable)?) {
            text += "?"
            values.append(value?.bound ?? .null)
        }

        /// Puts in another statement with its values: how conditions are composed.
        public mutating func appendInterpolation(_ fragment: SQL) {
            text += fragment.text
            values += fragment.values
        }

        /// A parenthesised list for `IN`. An empty list matches nothing.
        public mutating func appendInterpolation(list elements: [some Bindable]) {
            text += elements.isEmpty ? "(NULL)" : "(\(elements.map { _ in "?" }.joined(separator: ", ")))"
            values += elements.map(\.bound)
        }

        /// Statements one after another, with a separator between them.
        public mutating func appendInterpolation(joined fragments: some Sequence<SQL>, by separator: String) {
            var before = ""
            for fragment in fragments {
                appendLiteral(before)
                appendInterpolation(fragment)
                before = separator
            }
        }
    }

    public static func + (a: SQL, b: SQL) -> SQL { "\(a) \(b)" }
}

/// What a column can hold. Instants are integers (milliseconds), dates and keys are text: alike in every engine.
public enum Value: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
}

/// A Swift value that a statement can carry.
public protocol Bindable { var bound: Value { get } }

extension Value: Bindable { public var bound: Value { self } }
extension Int: Bindable { public var bound: Value { .integer(Int64(self)) } }
extension Int64: Bindable { public var bound: Value { .integer(self) } }
extension Bool: Bindable { public var bound: Value { .integer(self ? 1 : 0) } }
extension Double: Bindable { public var bound: Value { .real(self) } }
extension String: Bindable { public var bound: Value { .text(self) } }
extension Substring: Bindable { public var bound: Value { .text(String(self)) } }
extension Array<UInt8>: Bindable { public var bound: Value { .bytes(self) } }
extension Timestamp: Bindable { public var bound: Value { .integer(milliseconds) } }
extension LocalDate: Bindable { public var bound: Value { .text(description) } }
extension ID: Bindable { public var bound: Value { .text(text) } }

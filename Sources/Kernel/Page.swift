/// A stretch of a list, and the key after which the next stretch begins (`nil` at the end). Lists page by key, never by offset.
public struct Page<Element: Sendable>: Sendable {
    public let elements: [Element]
    public let next: String?

    public init(_ elements: [Element], next: String?) { (self.elements, self.next) = (elements, next) }

    /// Makes a page from one row more than was asked for: the surplus row only tells that there is more.
    public init(_ fetched: [Element], limit: Int, key: (Element) -> String) {
        elements = Array(fetched.prefix(limit))
        next = fetched.count > limit ? elements.last.map(key) : nil
    }

    public func map<Other: Sendable>(_ transform: (Element) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(try elements.map(transform), next: next)
    }
}

import Hummingbird

/// A part of the city's services that has pages: its folder holds its templates and messages.
public protocol Feature: Sendable {
    /// Where its files lie below `Sources`: `Features/Cases`.
    static var folder: String { get }
    func routes(_ router: Router<TongbanContext>)
}

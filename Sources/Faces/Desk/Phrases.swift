import Kernel

/// 常用语: what officers often write, so that they need not type it. A city's own (`phrases.json`).
public struct Phrases: Sendable, Codable, Hashable {
    /// For an opinion that lets the case go on.
    public let opinions: [String]
    /// For returning a material or asking for a correction.
    public let returns: [String]
    /// For a refusal.
    public let refusals: [String]

    public init(opinions: [String] = [], returns: [String] = [], refusals: [String] = []) {
        (self.opinions, self.returns, self.refusals) = (opinions, returns, refusals)
    }

    /// - Throws: `phrases.json` when it is no such file.
    public init(json: [UInt8]) throws {
        do { self = try JSONText.decode(from: json) } catch { throw Problem("phrases.json", .fault, reason: "\(error)") }
    }
}

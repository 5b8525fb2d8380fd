import Kernel
import Ledger
import Signing
import Storage

/// What there is to say of seals before somebody waits for one.
public struct SealHealth: Sendable, Hashable {
    /// Something that ends, or has ended.
    public struct Ending: Sendable, Hashable {
        public enum Thing: Sendable, Hashable {
            case root, maker
            /// A body's seal in force, by the body's name.
            case seal(of: String)
        }

        public let thing: Thing
        public let at: Timestamp
    }

    /// Whether the city's root and maker are there.
    public let isFounded: Bool
    /// What has ended or will within sixty days, the earliest first.
    public let endings: [Ending]
    /// The names of bodies whose seal was withdrawn and who have no other: what they seal waits.
    public let without: [String]
}

extension SealBook {
    /// Seals are replaced ninety days before their end: what still ends within sixty wasn't.
    public func health() async throws -> SealHealth {
        let (authorities, records) = try await ledger.read { (try SealRegister.authorities($0), try SealRegister.records($0)) }
        guard let authorities else { return SealHealth(isFounded: false, endings: [], without: []) }
        let inForce = records.filter(\.isInForce), soon = clock.now + .days(60)
        let things = [
            SealHealth.Ending(thing: .root, at: authorities.root.validUntil),
            SealHealth.Ending(thing: .maker, at: authorities.maker.validUntil),
        ] + inForce.map { SealHealth.Ending(thing: .seal(of: directory.name(ofBody: $0.body)), at: $0.validUntil) }
        let without = Set(records.map(\.body)).subtracting(inForce.map(\.body)).filter { directory.body($0) != nil }
        return SealHealth(
            isFounded: true, endings: things.filter { $0.at < soon }.sorted { $0.at < $1.at },
            without: without.sorted().map { directory.name(ofBody: $0) })
    }
}

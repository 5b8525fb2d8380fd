import Kernel
import Synchronization

/// Every region and body, in memory: a city has some thousands, and every page asks. Cheap look-ups from any thread; one
/// snapshot is replaced by the next after an import.
public final class OrganisationDirectory: Sendable {
    private let current: Mutex<Snapshot>

    public init(regions: [Region] = [], bodies: [Body] = []) {
        current = Mutex(Snapshot(regions: regions, bodies: bodies))
    }

    func replace(regions: [Region], bodies: [Body]) {
        let snapshot = Snapshot(regions: regions, bodies: bodies)
        current.withLock { $0 = snapshot }
    }

    private var snapshot: Snapshot { current.withLock { $0 } }
}

// MARK: - Regions

extension OrganisationDirectory {
    public func region(_ code: String) -> Region? { snapshot.regions[code] }

    /// The region of the highest level.
    public var city: Region? { snapshot.root }

    /// Those directly below, in the order of their codes.
    public func children(of code: String) -> [Region] { snapshot.children[code] ?? [] }

    /// From the city down to the region's parent.
    public func ancestors(of code: String) -> [Region] { Array(snapshot.line(to: code).dropLast()) }

    /// Whether the region lies within the other, or is it.
    public func isRegion(_ code: String, within other: String) -> Bool {
        snapshot.line(to: code).contains { $0.code == other }
    }

    /// The codes of the region and of every region below it: for the condition of a query.
    public func codes(within code: String) -> [String] {
        guard region(code) != nil else { return [] }
        let snapshot = snapshot
        var codes = [code], next = 0
        while next < codes.count {
            codes += (snapshot.children[codes[next]] ?? []).map(\.code)
            next += 1
        }
        return codes
    }

    /// 开封市·龙亭区·北书店街道; an unknown code stands for itself.
    public func pathName(of code: String) -> String {
        let line = snapshot.line(to: code)
        return line.isEmpty ? code : line.map(\.name).joined(separator: "·")
    }

    public var regions: [Region] { snapshot.regions.values.sorted { $0.code < $1.code } }
}

// MARK: - Bodies

extension OrganisationDirectory {
    public func body(_ code: String) -> Body? { snapshot.bodies[code] }

    /// Those that serve exactly this region, in the order of the upload's codes.
    public func bodies(in region: String) -> [Body] { snapshot.bodiesByRegion[region] ?? [] }

    public var bodies: [Body] { snapshot.bodies.values.sorted { $0.code < $1.code } }

    /// The body's name, or its code while it is unknown.
    public func name(ofBody code: String, english: Bool = false) -> String { body(code)?.name(english: english) ?? code }
}

private struct Snapshot: Sendable {
    let regions: [String: Region]
    let children: [String: [Region]]
    let root: Region?
    let bodies: [String: Body]
    let bodiesByRegion: [String: [Body]]

    init(regions: [Region], bodies: [Body]) {
        let regions = regions.sorted { $0.code < $1.code }, bodies = bodies.sorted { $0.code < $1.code }
        self.regions = Dictionary(regions.map { ($0.code, $0) }) { first, _ in first }
        children = Dictionary(grouping: regions.filter { $0.parent != nil }) { $0.parent ?? "" }
        root = regions.first { $0.level == .city }
        self.bodies = Dictionary(bodies.map { ($0.code, $0) }) { first, _ in first }
        bodiesByRegion = Dictionary(grouping: bodies, by: \.region)
    }

    /// From the city down to the region itself. Levels rise with every step, so there is no circle.
    func line(to code: String) -> [Region] {
        var line: [Region] = [], next: String? = code
        while let region = next.flatMap({ regions[$0] }), line.last.map({ region.level < $0.level }) ?? true {
            line.append(region)
            next = region.parent
        }
        return line.reversed()
    }
}

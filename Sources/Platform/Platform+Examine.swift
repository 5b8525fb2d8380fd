import Catalogue
import Drawing
import Files
import Kernel
import Ledger
import Licences
import Organisations
import Standards
import Storage

/// One thing that `tongban doctor` looked at.
public struct Finding: Sendable, Hashable {
    public enum Mark: String, Sendable { case well = "✓", reminder = "!", ill = "✗" }

    public let what: String
    public let mark: Mark

    init(what: String, isWell: Bool) { (self.what, mark) = (what, isWell ? .well : .ill) }

    init(_ path: String, _ space: DiskSpace) {
        let (free, reserve) = (space.free >> 20, space.reserve >> 20)
        self.init(what: "\(free) MB are free at \(path); below \(reserve) MB nothing is taken in any more", isWell: !space.isLow)
    }

    init(reminder what: String) { (self.what, mark) = (what, .reminder) }
}

extension Platform {
    /// Looks the installation over: everything that would make a service fail later, said now.
    public func examine() async throws -> [Finding] {
        let today = clock.today
        let bodies = organisations.directory
        let items = catalogue.current.items.map(\.item)
        let typeless = items.filter { $0.result.licenceType.map { folder.licenceTypes[$0] == nil } ?? false }
        let bodiless = items.filter { bodies.body($0.body) == nil }
        let head = try await ledger.head()
        var findings = [
            Finding(what: "\(bodies.regions.count) regions, \(bodies.bodies.count) bodies, \(items.count) items",
                    isWell: !items.isEmpty && !bodies.bodies.isEmpty),
            Finding(what: "the ledger has \(head?.size ?? 0) acts under a signed head", isWell: head != nil),
            Finding(what: "every licence that items produce has a type" + named(typeless.map(\.slug)), isWell: typeless.isEmpty),
            Finding(what: "every item's body is known" + named(bodiless.map(\.slug)), isWell: bodiless.isEmpty),
        ]
        findings += database.engine.weaknesses.map { Finding(reminder: $0.words) }
        findings += try await sealFindings()
        findings.append(try await filesFinding)
        findings += try await disks.look().map { Finding($0.path, $0.space) }
        if directory.sharesRowsAlone {
            let folder = directory.files
            findings.append(Finding(reminder: "the files are in \(folder); another node must mount that folder, or it finds half of them"))
        }
        if let year = folder.calendar.yearToEnter(on: today) {
            findings.append(Finding(reminder: "enter the holidays of \(year) in holidays.json once the State Council has published them"))
        }
        findings.append(Finding(what: "the fonts for official papers are installed (Noto Serif and Sans CJK)", isWell: canDraw))
        return findings
    }

    private var filesFinding: Finding {
        get async throws {
            switch try await filesMark.standing() {
            case .together: Finding(what: "the files are those of the database", isWell: true)
            case .apart: Finding(what: "the files in \(directory.placeOfFiles) are not those of the database", isWell: false)
            case .unmarked: Finding(reminder: "the files bear no mark yet by which they are known; the next start of the server sets one")
            }
        }
    }

    private var canDraw: Bool { (try? TextBlock("开封", in: Box(0, 0, 50, 10)).height()) ?? 0 > 0 }

    private func named(_ slugs: [String]) -> String { slugs.isEmpty ? "" : ": " + slugs.prefix(5).joined(separator: ", ") }
}

extension Engine.Weakness {
    fileprivate var words: String {
        switch self {
        case .losesData(let settings): "the database server loses what it has confirmed when its machine falls: \(settings)"
        case .plainText: "the database server is elsewhere and is spoken to without TLS: everybody on the way reads along"
        case .uncheckedServer: "nobody checks that the database server is ours: say sslmode=verify-full in its address"
        }
    }
}

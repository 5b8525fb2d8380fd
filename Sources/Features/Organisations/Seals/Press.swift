import Drawing
import Files
import Kernel
import OFD
import Signing
import Threads

/// A printed and sealed document as it is kept: the digests of its two files.
public struct Printed: Sendable, Hashable {
    /// The OFD with the electronic seal: the original (正本).
    public let ofd: Digest
    /// For printing; it shows the seal's picture.
    public let pdf: Digest
}

/// 制文盖章: prints a sheet as OFD and PDF from one layout, seals the OFD with a body's seal (GB/T 38540-2020), and keeps both.
public final class Press: Sendable {
    private let seals: SealBook
    private let directory: OrganisationDirectory
    private let files: any FileStore
    private let clock: any Clock
    private let pages: Pages
    private let threads: WorkPool

    /// What stands on the pages. Whichever it is, files, metadata and seals are real.
    public enum Pages: String, Sendable, CaseIterable {
        case drawn
        /// Nothing: for simulations and load, where drawing would cost more than all else.
        case blank
    }

    /// - Parameter threads: Layout, drawing and signing keep a processor busy for tens of milliseconds.
    public init(
        seals: SealBook, directory: OrganisationDirectory, files: any FileStore, clock: any Clock, pages: Pages = .drawn,
        threads: WorkPool = .single("drawing")
    ) {
        (self.seals, self.directory, self.files, self.clock, self.pages) = (seals, directory, files, clock, pages)
        self.threads = threads
    }

    /// - Parameters:
    ///   - body: The credit code of the body whose seal it bears.
    ///   - centre: Where the middle of the seal stands on the first page.
    ///   - metadata: What the file says of itself, by the names of GB/T 36903.
    public func print(
        _ sheet: Sheet, sealedBy body: String, at centre: Point, metadata: [(name: String, value: String)]
    ) async throws -> Printed {
        let stamper = try await seals.stamper(for: body)
        let trust = try await seals.trust()
        let author = directory.name(ofBody: body)
        let now = clock.now, sheet = pages == .drawn ? sheet : sheet.blank
        let (ofd, pdf) = try await threads.run {
            let place = StampPlace(box: Box(centre: centre, size: stamper.size))
            let information = OFDInformation(author: author, created: now, metadata: metadata.map { .init($0.name, $0.value) })
            let package = try OFDWriter.write(sheet.laidOut(), information)
                .sealed(with: stamper.seal, by: stamper.identity, at: place, time: now, trusting: trust)
            let shown = sheet.showing(Picture(png: stamper.seal.info.picture.data, in: place.box))
            let pdf = try PDFRenderer.render(shown.laidOut(), .init(author: author, created: now))
            return (try package.bytes(), pdf)
        }
        // Drawing takes a while; who withdraws a seal meanwhile must not find it on a document that is newer than the withdrawal.
        guard try await seals.trust().withdrawal(of: stamper.seal) == nil else {
            throw Problem("seal.withdrawn", .conflict, ["body": author])
        }
        return Printed(ofd: try await files.put(ofd).digest, pdf: try await files.put(pdf).digest)
    }
}

extension Sheet {
    /// The same pages with nothing on them.
    fileprivate var blank: Sheet {
        var sheet = self
        for page in sheet.pages.indices { sheet.pages[page].elements = [] }
        return sheet
    }

    /// The sheet with the seal's picture on its first page: for paper, which can't be asked whether it is sealed.
    fileprivate func showing(_ picture: Picture) -> Sheet {
        var sheet = self
        if !sheet.pages.isEmpty { sheet.pages[0].elements.append(.picture(picture)) }
        return sheet
    }
}

extension Stamper {
    /// The seal's own size on paper.
    fileprivate var size: Size { Size(Double(seal.info.picture.width), Double(seal.info.picture.height)) }
}

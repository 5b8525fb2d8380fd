import CPango
import Kernel

/// A laid-out sheet as PDF 1.5: fonts embedded as subsets, text selectable, the same input giving the same bytes.
public enum PDFRenderer {
    /// What the file says of itself.
    public struct Information: Sendable {
        public var author: String
        public var subject: String
        public var keywords: String
        public var created: Timestamp

        public init(author: String = "", subject: String = "", keywords: String = "", created: Timestamp) {
            (self.author, self.subject, self.keywords, self.created) = (author, subject, keywords, created)
        }
    }

    /// Work for the processor, most of it cutting the fonts down: run it on a thread pool.
    /// Throws `drawing.picture` and `drawing.failed`.
    public static func render(_ sheet: LaidOutSheet, _ information: Information) throws(Problem) -> [UInt8] {
        let stream = OutputStream()
        guard let surface = cairo_pdf_surface_create_for_stream(OutputStream.write, stream.closure, 1, 1) else {
            throw Problem("drawing.failed", .fault)
        }
        describe(surface, sheet.title, information)
        let canvas = Canvas(owning: surface, scale: pointsPerMillimetre)
        for page in sheet.pages {
            cairo_pdf_surface_set_size(surface, page.size.width * pointsPerMillimetre, page.size.height * pointsPerMillimetre)
            try canvas.draw(page)
            canvas.showPage()
        }
        return try withExtendedLifetime(stream) { () throws(Problem) in
            try canvas.finish()
            return stream.bytes
        }
    }

    private static func describe(_ surface: OpaquePointer, _ title: String, _ information: Information) {
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.printable)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, information.author.printable)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, information.subject.printable)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, information.keywords.printable)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Tongban")
        // Cairo would put the hour of rendering here.
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, information.created.iso8601)
    }

    private static let pointsPerMillimetre = 72 / 25.4
}

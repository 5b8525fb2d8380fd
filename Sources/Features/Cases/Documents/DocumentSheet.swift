import Drawing
import Kernel
import Standards

/// A notice on paper: A4, the body's name in red on top, title, number, text, signature and date where the seal comes
/// (GB/T 9704 in spirit: margins 28 mm left, 26 mm right).
struct DocumentSheet {
    let text: DocumentTexts.Text
    let number: String
    let body: String
    let date: LocalDate
    /// Where the document can be checked.
    let verification: String

    /// Where the seal's centre stands: over the signature and the date.
    static let sealCentre = Point(150, 218)

    private let left = 28.0, width = 156.0

    func sheet() -> Sheet {
        Sheet(title: "\(text.title) \(number)", pages: [Sheet.Page(heading + wording + signature + footing)])
    }

    private var heading: [Sheet.Element] {
        [
            .text(TextBlock(body, in: Box(left, 26, width, 16), font: .boldSong, size: .two, colour: .sealRed, alignment: .centre,
                            shrinks: true)),
            .line(from: Point(left, 44), to: Point(left + width, 44), stroke: Stroke(0.6, .sealRed)),
            .text(TextBlock(text.title, in: Box(left, 52, width, 14), font: .boldSong, size: .two, alignment: .centre)),
            .text(TextBlock(number, in: Box(left, 68, width, 8), size: .smallFour, alignment: .right)),
        ]
    }

    /// Song type of size four; long texts grow smaller rather than run into the seal.
    private var wording: [Sheet.Element] {
        [
            .text(TextBlock(text.salutation, in: Box(left, 80, width, 9), size: .four)),
            .text(TextBlock(text.paragraphs.joined(separator: "\n"), in: Box(left, 90, width, 100), size: .four, alignment: .justified,
                            lineHeight: 1.7, indent: 2, shrinks: true)),
        ]
    }

    private var signature: [Sheet.Element] {
        [
            .text(TextBlock(body, in: Box(115, 208, 70, 9), size: .four, alignment: .centre, shrinks: true)),
            .text(TextBlock(ChineseDate.short(date), in: Box(115, 219, 70, 9), size: .four, alignment: .centre)),
        ]
    }

    private var footing: [Sheet.Element] {
        [
            .line(from: Point(left, 246), to: Point(left + width, 246), stroke: Stroke(0.2, .grey)),
            .text(TextBlock(text.notes.joined(separator: "\n"), in: Box(left, 249, width - 26, 32), size: .smallFive, colour: .grey,
                            lineHeight: 1.5, shrinks: true)),
            .code(QRCode(verification, at: Point(left + width - 22, 250), side: 22)),
        ]
    }
}

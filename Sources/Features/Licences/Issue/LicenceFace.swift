import Drawing
import Kernel
import Standards

/// 证照照面: how a licence looks. One layout for every type, from its data: title, labelled lines in one or two columns, the
/// issuing body and date under the seal, a code that leads to verification, the identifier at the foot.
struct LicenceFace {
    let type: LicenceType
    let licence: LicenceDraft
    let issuerName: String
    let verification: String

    private var isLandscape: Bool { type.layout.orientation == "landscape" }
    private var page: Size { isLandscape ? .a4Landscape : .a4 }
    private var accent: Colour { Colour(hex: type.layout.accent) ?? .gold }
    private var inner: Box { Box(30, 62, page.width - 60, page.height - 62 - 78) }

    /// The middle of the seal: over the issuer's name and the date.
    var sealCentre: Point { Point(page.width - 74, page.height - 52) }

    func sheet() -> Sheet {
        Sheet(title: "\(type.name) \(licence.number)", pages: [Sheet.Page(size: page, frame + heading + lines + footing)])
    }

    private var frame: [Sheet.Element] {
        [.frame(Frame(Box(12, 12, page.width - 24, page.height - 24), style: .fret, colour: accent, band: 6))]
    }

    private var heading: [Sheet.Element] {
        [
            .text(TextBlock(type.layout.title, in: Box(30, 26, page.width - 60, 20), font: .boldSong, size: .initial, colour: accent,
                            alignment: .centre, letterSpacing: type.layout.title.count > 8 ? 0 : 4, shrinks: true)),
            .text(TextBlock("证照编号：\(licence.number)", in: Box(30, 48, page.width - 60, 8), size: .smallFour, alignment: .right)),
        ]
    }

    /// What every licence says, then what this type says.
    private var rows: [(label: String, value: String)] {
        let holderLabel = licence.holder.kind == .person ? "姓名" : "名称"
        let codeLabel = licence.holder.kind == .person ? "公民身份号码" : "统一社会信用代码"
        let own = type.fields.map { (label: $0.label, value: licence.fields[$0.key] ?? "") }.filter { !$0.value.isEmpty }
        let until = licence.validUntil.map { "\(ChineseDate.short(licence.validFrom))至\n\(ChineseDate.short($0))" } ?? "长期"
        return [(holderLabel, licence.holder.name), (codeLabel, licence.holder.code)] + own + [("有效期", until)]
    }

    private var lines: [Sheet.Element] {
        let columns = isLandscape && rows.count > 5 ? 2 : 1
        let perColumn = (rows.count + columns - 1) / columns
        let pitch = min(13, inner.height / Double(max(1, perColumn)))
        let width = inner.width / Double(columns) - (columns == 2 ? 4 : 0)
        return rows.enumerated().flatMap { place, row -> [Sheet.Element] in
            let x = inner.x + Double(place / perColumn) * (width + 8)
            let y = inner.y + Double(place % perColumn) * pitch
            let size = FontSize.millimetres(min(FontSize.four.millimetres, pitch * 0.42))
            return [
                .text(TextBlock(row.label, in: Box(x, y, 38, pitch), font: .hei, size: size, colour: accent, alignment: .left,
                                anchor: .middle, shrinks: true)),
                .text(TextBlock(row.value, in: Box(x + 40, y, width - 40, pitch), font: .song, size: size, anchor: .middle,
                                lineHeight: 1.2, shrinks: true)),
            ]
        }
    }

    private var footing: [Sheet.Element] {
        let base = page.height - 66
        return [
            .code(QRCode(verification, at: Point(30, base), side: 30)),
            .text(TextBlock("扫码验证真伪", in: Box(26, base + 31, 38, 6), size: .six, colour: .grey, alignment: .centre)),
            .text(TextBlock("颁发机构", in: Box(sealCentre.x - 44, base + 2, 88, 6), font: .hei, size: .smallFive, colour: .grey,
                            alignment: .centre)),
            .text(TextBlock(issuerName, in: Box(sealCentre.x - 44, base + 9, 88, 9), size: .four, alignment: .centre, shrinks: true)),
            .text(TextBlock(ChineseDate.short(licence.issuedOn), in: Box(sealCentre.x - 44, base + 19, 88, 8), size: .four,
                            alignment: .centre)),
            .text(TextBlock("证照标识　\(licence.identifier.text)", in: Box(30, page.height - 27, page.width - 60, 6), font: .hei, size: .six,
                            colour: .grey, alignment: .centre, shrinks: true)),
        ]
    }
}

extension Colour {
    /// `#b3242b`
    init?(hex: String) {
        guard hex.utf8.count == 7, hex.hasPrefix("#"), let bytes = [UInt8](hex: hex.dropFirst()) else { return nil }
        self.init(bytes[0], bytes[1], bytes[2])
    }
}

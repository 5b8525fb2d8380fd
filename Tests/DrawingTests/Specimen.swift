import Drawing

/// A licence and a notice such as the city issues, drawn with everything a sheet can hold.
enum Specimen {
    static let scope = """
        许可项目：食品经营（销售预包装食品）；餐饮服务；烟草制品零售。（依法须经批准的项目，经相关部门批准后方可开展经营活动，具体经营项目以\
        相关部门批准文件或许可证件为准）一般项目：日用百货销售；互联网销售（除销售需要许可的商品）；食用农产品零售。
        """

    static func licence(scope: String = scope) -> Sheet {
        let size = Size.a4Landscape
        var elements: [Sheet.Element] = [
            .rectangle(Box(0, 0, size.width, size.height), fill: Colour(254, 252, 246)),
            .frame(Frame(Box(10, 10, size.width - 20, size.height - 20), style: .fret, band: 6.5)),
            .text(TextBlock(
                "食品经营许可证", in: Box(20, 26, size.width - 40, 18), font: .boldSong, size: .initial,
                alignment: .centre, anchor: .middle, letterSpacing: 5)),
            .text(TextBlock(
                "许可证编号：JY14102020012345", in: Box(20, 47, size.width - 40, 8), font: .hei, size: .smallFour,
                colour: .grey, alignment: .centre)),
        ]
        for (row, (label, value)) in fields(scope).enumerated() {
            let y = 62 + Double(row) * 13
            let height = row == 5 ? 30.0 : 10
            elements.append(.text(TextBlock(
                label, in: Box(34, y, 46, 10), font: .boldSong, size: .three, alignment: .distributed, anchor: .middle)))
            elements.append(.text(TextBlock(
                value, in: Box(88, row == 5 ? y + 1.2 : y, 128, height), size: .three, alignment: .justified,
                anchor: row == 5 ? .top : .middle, shrinks: true)))
        }
        elements += [
            .code(QRCode("https://zwfw.kaifeng.gov.cn/v/1.2.156.3005.2.11100000000013338W011", at: Point(228, 64), side: 32)),
            .text(TextBlock("扫码核验", in: Box(228, 98, 32, 6), font: .hei, size: .five, colour: .grey, alignment: .centre)),
            .text(TextBlock("发证机关：开封市市场监督管理局", in: Box(150, 160, 115, 9), size: .three, alignment: .right)),
            .text(TextBlock("2026年3月9日", in: Box(150, 171, 115, 9), size: .three, alignment: .right)),
        ]
        return Sheet(title: "食品经营许可证", pages: [Sheet.Page(size: size, elements)])
    }

    private static func fields(_ scope: String) -> [(String, String)] {
        [
            ("经营者名称", "开封市鼓楼区宋韵小吃店"), ("统一社会信用代码", "92410204MA9K3X7Q2P"), ("法定代表人", "李晓梅"),
            ("经营场所", "河南省开封市鼓楼区书店街68号"), ("有效期至", "2031年3月8日"), ("经营项目", scope),
        ]
    }

    static func notice() -> Sheet {
        let body = """
            李晓梅：
            你（单位）于2026年3月2日向本机关提出的“食品经营许可（新办）”申请（办件编号 410200260302000187），经审查，申请材料\
            齐全，符合法定形式。根据《中华人民共和国行政许可法》第三十二条第一款第五项的规定，决定予以受理。
            本事项承诺办结时限为5个工作日，应于2026年3月9日前办结。查询网址：https://zwfw.kaifeng.gov.cn,查询密码：83 16 42。
            特此通知。
            """
        return Sheet(title: "受理通知书", pages: [Sheet.Page([
            .text(TextBlock("开封市市场监督管理局", in: Box(28, 37, 154, 14), font: .boldSong, size: .one, colour: .sealRed,
                            alignment: .distributed, anchor: .middle)),
            .line(from: Point(28, 54), to: Point(182, 54), stroke: Stroke(0.7, .sealRed)),
            .text(TextBlock("行政许可申请受理通知书", in: Box(28, 64, 154, 12), font: .boldHei, size: .two, alignment: .centre)),
            .text(TextBlock("汴市监许受字〔2026〕第000187号", in: Box(28, 78, 154, 8), size: .four, alignment: .right)),
            .text(TextBlock(body, in: Box(28, 92, 154, 100), size: .three, alignment: .justified, lineHeight: 1.75, indent: 2)),
            .text(TextBlock("开封市市场监督管理局\n2026年3月2日", in: Box(110, 190, 72, 20), size: .three, alignment: .centre, lineHeight: 1.75)),
            .picture(Picture(png: seal, in: Box(centre: Point(146, 199), size: Size(42, 42)))),
            .watermark(Watermark("仅供 开封市政务服务中心 办理办件 410200260302000187 使用 2026-04-02 前有效")),
        ])])
    }

    static let seal = (try? RoundSeal(name: "开封市市场监督管理局", purpose: "行政审批专用章").png()) ?? []
}

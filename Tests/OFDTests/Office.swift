import Drawing
import Kernel
import OFD
import Signing

/// A city with one authority, one seal maker and one department that issues a licence.
struct Office {
    static let now = LocalDate(year: 2026, month: 3, day: 9)!.at(hour: 10)

    let trust: Trust
    let seal: ElectronicSeal
    let signer: SigningIdentity
    let authority: CertificateAuthority

    init() throws {
        let start = Self.now - .days(100), end = Self.now + .days(1000)
        let root = try CertificateAuthority.root(DistinguishedName(commonName: "开封市根证书"), key: .generate(), from: start, until: end)
        func identity(_ name: String, _ purpose: CertificatePurpose = .stamping) throws -> SigningIdentity {
            let key = try SM2PrivateKey.generate()
            let certificate = try root.issue(
                to: DistinguishedName(commonName: name), for: key.publicKey, purpose: purpose, from: start, until: end)
            return try SigningIdentity(certificate: certificate, key: key)
        }
        authority = root
        signer = try identity("开封市市场监督管理局")
        let maker = try identity("开封市电子印章管理中心", .makingSeals)
        let picture = try RoundSeal(name: "开封市市场监督管理局", purpose: "行政审批专用章").png()
        let property = SealProperty(
            name: "开封市市场监督管理局", signers: .certificates([signer.certificate.der]), createdAt: start, validFrom: start, validUntil: end)
        let info = SealInfo(
            vendor: "Tongban", id: "41020000000001", property: property,
            picture: SealPicture(type: "PNG", data: picture, width: 42, height: 42))
        seal = try ElectronicSeal.make(info, by: maker)
        trust = Trust(roots: [root.identity.certificate])
    }

    static let identifier = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U"

    static let information = OFDInformation(author: "开封市市场监督管理局", created: now, metadata: [
        .init(OFDInformation.identifierField, identifier),
        .init("certificateName", "食品经营许可证"),
        .init("certificateHolderName", "李<晓>&\"梅\"\u{1}"),
    ])

    static func sheet() -> Sheet {
        let logo = (try? RoundSeal(name: "徽", diameter: 20).png()) ?? []
        return Sheet(title: "食品经营许可证", pages: [
            Sheet.Page(size: .a4Landscape, [
                .frame(Frame(Box(10, 10, 277, 190), style: .fret)),
                .text(TextBlock(
                    "食品经营许可证", in: Box(10, 30, 277, 20), font: .boldSong, size: .initial, alignment: .centre, letterSpacing: 4)),
                .text(TextBlock("经营者名称：开封市鼓楼区宋韵小吃店\n经营场所：书店街68号 A<B>&C", in: Box(40, 70, 150, 60), size: .three)),
                .code(QRCode("https://zwfw.kaifeng.gov.cn/v/1", at: Point(220, 70), side: 30)),
                .picture(Picture(png: logo, in: Box(20, 20, 20, 20))),
                .watermark(Watermark("仅供办件使用")),
            ]),
            Sheet.Page([.text(TextBlock("副本附页", in: Box(20, 20, 100, 20), font: .hei))]),
        ])
    }

    static func package() throws -> OFDPackage { try OFDWriter.write(sheet().laidOut(), information) }

    func sealed(_ package: OFDPackage? = nil, closing: Bool = true, page: Int = 0) throws -> OFDPackage {
        let place = StampPlace(page: page, box: Box(200, 140, 42, 42))
        return try (package ?? Self.package()).sealed(
            with: seal, by: signer, at: place, time: Self.now, trusting: trust, closing: closing)
    }
}

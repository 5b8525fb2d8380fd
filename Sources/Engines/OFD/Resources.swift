import Drawing

/// The fonts and images that pages refer to by number.
struct Resources {
    struct Image {
        let id: Int
        let name: String
        let png: [UInt8]
    }

    private(set) var fonts: [(font: Font, id: Int)] = []
    private(set) var images: [Image] = []

    mutating func id(of font: Font, _ next: () -> Int) -> Int {
        if let known = fonts.first(where: { $0.font == font }) { return known.id }
        let id = next()
        fonts.append((font, id))
        return id
    }

    /// The same picture twice is kept once.
    mutating func id(of png: [UInt8], _ next: () -> Int) -> Int {
        if let known = images.first(where: { $0.png == png }) { return known.id }
        let id = next()
        images.append(Image(id: id, name: "Image_\(images.count).png", png: png))
        return id
    }

    /// PublicRes.xml (7.9): named fonts.
    var fontList: [UInt8] {
        XMLWriter.document("Res", ["BaseLoc": "Res"]) {
            $0.element("Fonts") {
                for (font, id) in fonts {
                    $0.element("Font", [
                        "ID": "\(id)", "FontName": font.role.commonName, "FamilyName": font.role.family, "Charset": "unicode",
                        "Bold": "\(font.weight == .bold)", "Serif": "\(font.role == .serif)",
                    ])
                }
            }
        }
    }

    /// DocumentRes.xml (7.9): images.
    var imageList: [UInt8] {
        XMLWriter.document("Res", ["BaseLoc": "Res"]) {
            $0.element("MultiMedias") {
                for image in images {
                    $0.element("MultiMedia", ["ID": "\(image.id)", "Type": "Image", "Format": "PNG"]) {
                        $0.element("MediaFile", text: image.name)
                    }
                }
            }
        }
    }
}

import Kernel

/// What a file is, judged by its bytes: neither its name nor what the browser says counts.
public enum FileKind: String, Sendable, Hashable, CaseIterable {
    case pdf, ofd, jpeg, png, heic, webp, tiff, docx, xlsx, zip

    /// What people may hand in as a material: documents, and photos as telephones take them.
    public static let materials: Set<FileKind> = [.pdf, .ofd, .jpeg, .png, .heic, .webp, .tiff]
    public static let photos: Set<FileKind> = [.jpeg, .png, .heic, .webp]

    /// The kind of a file that begins so, or `nil`. The first 4096 bytes are enough.
    public init?(sniffing bytes: [UInt8]) {
        func begins(_ signature: [UInt8], at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: signature) }
        func begins(_ signature: String, at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: signature.utf8) }
        if begins("%PDF-") {
            self = .pdf
        } else if begins([0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if begins([0x49, 0x49, 0x2A, 0x00]) || begins([0x4D, 0x4D, 0x00, 0x2A]) {
            self = .tiff
        } else if begins("RIFF"), begins("WEBP", at: 8) {
            self = .webp
        } else if begins("ftyp", at: 4), ["heic", "heix", "mif1", "msf1", "heim"].contains(where: { begins($0, at: 8) }) {
            self = .heic
        } else if begins([0x50, 0x4B, 0x03, 0x04]) {
            self = Self.zipped(bytes)
        } else {
            return nil
        }
    }

    /// OFD and the Office formats are ZIP archives; the names of their first entries tell which.
    private static func zipped(_ bytes: [UInt8]) -> FileKind {
        let text = String(decoding: bytes.prefix(4096), as: UTF8.self)
        if text.contains(bytesOf: "OFD.xml") || text.contains(bytesOf: "Doc_0/") { return .ofd }
        if text.contains(bytesOf: "word/") { return .docx }
        return text.contains(bytesOf: "xl/") ? .xlsx : .zip
    }

    public var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .ofd: "application/ofd"
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .heic: "image/heic"
        case .webp: "image/webp"
        case .tiff: "image/tiff"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .zip: "application/zip"
        }
    }

    /// The name with an ending of this kind: whoever saves the file opens it as what it is, whatever it called itself.
    public func named(_ name: String) -> String {
        let bytes = Array(name.utf8.lazy.map { (65...90).contains($0) ? $0 + 32 : $0 })
        return endings.contains { bytes.suffix($0.utf8.count + 1).elementsEqual(".\($0)".utf8) } ? name : "\(name).\(fileExtension)"
    }

    private var endings: [String] {
        switch self {
        case .jpeg: ["jpg", "jpeg", "jfif"]
        case .tiff: ["tif", "tiff"]
        case .heic: ["heic", "heif"]
        default: [fileExtension]
        }
    }

    public var fileExtension: String { self == .jpeg ? "jpg" : rawValue }
}

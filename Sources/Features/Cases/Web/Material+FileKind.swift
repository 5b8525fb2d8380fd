import Catalogue
import Web

extension Material {
    /// What an upload of it may be. The catalogue writes endings; `jpg` and `jpeg` are the same.
    public var acceptedKinds: Set<FileKind> {
        Set(acceptedFormats.compactMap { format in FileKind.allCases.first { $0.rawValue == format || $0.fileExtension == format } })
    }
}

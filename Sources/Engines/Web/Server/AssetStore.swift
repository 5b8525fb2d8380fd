import Kernel

/// The files that browsers load: read once at start, served under a name that holds their hash, so that browsers may keep them for ever.
public struct AssetStore: Sendable {
    struct Asset: Sendable {
        let bytes: [UInt8]
        let mediaType: String
    }

    private let addresses: [String: String]
    private let assets: [String: Asset]

    /// Reads `Sources/<folder>/Assets` of the folders. `digest` names the content.
    public init(_ root: ResourceRoot, folders: [String], digest: ([UInt8]) -> [UInt8]) throws {
        var addresses: [String: String] = [:], assets: [String: Asset] = [:], faults: [String] = []
        for folder in folders {
            let base = "Sources/\(folder)/Assets"
            for path in root.files(in: base, suffix: "") {
                let name = String(path.dropFirst(base.utf8.count + 1))
                guard let type = Self.mediaTypes[String(name.split(separator: ".").last ?? "")], let bytes = root.file(path) else { continue }
                if addresses[name] != nil { faults.append("asset \(name): there are two") }
                let address = "/assets/\(digest(bytes).prefix(8).hex)/\(name)"
                addresses[name] = address
                assets[address] = Asset(bytes: bytes, mediaType: type)
            }
        }
        guard faults.isEmpty else { throw StartFault(faults) }
        (self.addresses, self.assets) = (addresses, assets)
    }

    /// The address of an asset by its name: `tongban.css`.
    public func address(of name: String) -> String? { addresses[name] }

    func asset(at address: String) -> Asset? { assets[address] }

    private static let mediaTypes = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "jpg": "image/jpeg", "ico": "image/x-icon", "json": "application/json", "txt": "text/plain; charset=utf-8",
        "webmanifest": "application/manifest+json", "pdf": "application/pdf",
    ]
}

import Kernel

/// The files that browsers load: read once at start, served under an address that holds their hash, so that browsers may
/// keep them for ever.
///
/// They lie in `Sources/<folder>/Assets`. A folder there whose name ends in `.css` or `.js` is one file to the outside:
/// the files in it, joined in the order of their names.
public struct AssetStore: Sendable {
    struct Asset: Sendable {
        var bytes: [UInt8]
        let mediaType: String
    }

    private let addresses: [String: String]
    private let assets: [String: Asset]

    /// `digest` names the content. Throws ``StartFault`` when two folders claim one name, or a file is of no kind we serve.
    public init(_ root: ResourceRoot, folders: [String], digest: ([UInt8]) -> [UInt8]) throws {
        var addresses: [String: String] = [:], assets: [String: Asset] = [:], faults: [String] = []
        for folder in folders {
            for (name, asset) in try Self.read(root, folder) {
                if addresses[name] != nil { faults.append("asset \(name): there are two") }
                let address = "/assets/\(digest(asset.bytes).prefix(8).hex)/\(name)"
                addresses[name] = address
                assets[address] = asset
            }
        }
        guard faults.isEmpty else { throw StartFault(faults) }
        (self.addresses, self.assets) = (addresses, assets)
    }

    /// The address of an asset by its name: `tongban.css`.
    public func address(of name: String) -> String? { addresses[name] }

    func asset(at address: String) -> Asset? { assets[address] }

    private static func read(_ root: ResourceRoot, _ folder: String) throws -> [String: Asset] {
        let base = "Sources/\(folder)/Assets"
        return try root.files(in: base, suffix: "").reduce(into: [:]) { found, path in
            let parts = (path.rest(after: "\(base)/") ?? "").split(at: "/")
            guard let last = parts.last, last.contains(bytesOf: "."), let bytes = root.file(path) else { return }
            let bundle = parts.dropLast().firstIndex { $0.ends(with: ".css") || $0.ends(with: ".js") }
            let name = parts.prefix(through: bundle ?? parts.count - 1).joined(separator: "/")
            guard let type = mediaTypes[name.split(at: ".").last ?? ""] else {
                throw StartFault(["asset \(path): no kind we serve"])
            }
            found[name, default: Asset(bytes: [], mediaType: type)].bytes += bytes
        }
    }

    private static let mediaTypes = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml", "png": "image/png",
        "jpg": "image/jpeg", "ico": "image/x-icon", "json": "application/json", "txt": "text/plain; charset=utf-8",
        "webmanifest": "application/manifest+json", "pdf": "application/pdf", "geojson": "application/geo+json",
    ]
}

import Catalogue
import Forms
import Foundation
import Kernel

/// An item as it stands in Kaifeng's files, with what it names beside it: for what needs no city.
public enum KaifengItem {
    private static let folder = "\(TestCity.root)/Data/kaifeng/items"

    /// The slugs of all, in order.
    public static var slugs: [String] {
        get throws {
            let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
            return files.map { String($0.dropLast(5)) }.sorted()
        }
    }

    /// The item's row with these fields changed.
    public static func row(_ slug: String, _ changes: [String: JSON] = [:]) throws -> [String: JSON] {
        guard let bytes = beside("\(slug).json") else { throw Problem("import.no_file_beside", .notFound, ["file": slug]) }
        return try ItemFile.whole(JSON(parsing: bytes).object ?? [:], beside: beside).merging(changes) { $1 }
    }

    public static func item(_ slug: String, _ changes: [String: JSON] = [:]) throws -> ServiceItem {
        try ItemFile.item(row(slug, changes), correctionDays: 10, beside: beside).get()
    }

    /// The item as its first version, with the city's plain form where it has none of its own.
    public static func published(_ slug: String = "food-operation-permit", _ changes: [String: JSON] = [:]) throws -> PublishedItem {
        let plain = FileManager.default.contents(atPath: "\(TestCity.root)/Data/kaifeng/plain-form.json").map(Array.init) ?? []
        return PublishedItem(
            item: try item(slug, changes), version: 1, publishedAt: Timestamp(milliseconds: 0), plain: try Form(JSON(parsing: plain)))
    }

    private static func beside(_ name: String) -> [UInt8]? { FileManager.default.contents(atPath: "\(folder)/\(name)").map(Array.init) }
}

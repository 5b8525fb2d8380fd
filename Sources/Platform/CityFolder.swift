import Cases
import Catalogue
import Desk
import Forms
import Foundation
import Identity
import Kernel
import Licences
import Organisations
import Standards
import Web

/// A city as data (`Data/<city>/`): everything that changes with law or place. Another city is another folder.
public struct CityFolder: Sendable {
    private let root: ResourceRoot
    private let folder: String

    public let city: City
    public let calendar: WorkingCalendar
    public let tables: CodeTables
    public let lights: LightRule
    public let caseRules: CaseRules
    public let documentTexts: DocumentTexts
    public let licenceTypes: LicenceTypes
    /// 通用申请表: of items that have no form of their own.
    public let plainForm: Form
    /// 常用语: what officers need not type each time.
    public let phrases: Phrases
    /// How long the security log is kept.
    public let security: SecurityRules

    /// - Throws: `city.file` naming the file that is missing or can't be read.
    public init(_ root: ResourceRoot, _ name: String) throws {
        (self.root, folder) = (root, "Data/\(name)")
        let read = { (file: String) throws -> [UInt8] in
            guard let bytes = root.file("Data/\(name)/\(file)") else {
                throw Problem("city.file", .notFound, ["file": "Data/\(name)/\(file)"])
            }
            return bytes
        }
        func parsed<Value>(_ file: String, _ parse: ([UInt8]) throws -> Value) throws -> Value {
            let bytes = try read(file)
            do {
                return try parse(bytes)
            } catch {
                throw Problem("city.file", .fault, ["file": "Data/\(name)/\(file)"], reason: "\(error)")
            }
        }
        city = try parsed("city.json") { try JSONText.decode(from: $0) }
        calendar = try parsed("holidays.json") { try WorkingCalendar(json: Data($0)) }
        tables = try parsed("codes.json") { try CodeTables(json: Data($0)) }
        lights = try parsed("supervision.json") { try LightRule(json: Data($0)) }
        caseRules = try parsed("case-rules.json") { try JSONText.decode(from: $0) }
        documentTexts = try parsed("documents.json", DocumentTexts.init)
        licenceTypes = try parsed("licence-types.json", LicenceTypes.init)
        plainForm = try parsed("plain-form.json", Self.form)
        phrases = try parsed("phrases.json") { try JSONText.decode(from: $0) }
        security = try parsed("security.json", SecurityRules.init)
    }

    /// - Throws: what is wrong with it, as before an item is published.
    private static func form(_ bytes: [UInt8]) throws -> Form {
        let definition = try JSON(parsing: bytes)
        guard let fault = FormLint.findings(in: definition).first(where: { $0.weight == .fault }) else { return try Form(definition) }
        throw Problem(fault.code, .invalid, fault.arguments)
    }

    /// A file of the folder, such as `samples/food/floor-plan.pdf`; `nil` when there is none or the name leads elsewhere.
    public func file(_ name: String) -> [UInt8]? {
        name.split(separator: "/").contains("..") ? nil : root.file("\(folder)/\(name)")
    }

    /// Every item, one file each, in the order of their names. What lies in folders beside them is named by them.
    public var itemFiles: [[UInt8]] {
        root.files(in: "\(folder)/items", suffix: ".json").filter { !$0.dropFirst("\(folder)/items/".count).contains("/") }
            .compactMap(root.file)
    }
}

import Kernel
import Mustache

/// All templates of all features, parsed once per language at start.
///
/// A template is a mustache file below `Sources/<folder>/Templates`, named by its path there: `portal/guide`. In it
/// `{{t:key}}` is a message of the catalogue (whose own placeholders are filled from the view model), `{{a:name}}` the
/// address of an asset, and `page` holds what every page knows (``PageScope``).
public struct Templates: Sendable {
    private let libraries: [Language: MustacheLibrary]
    let sources: [String: TemplateSource]

    /// Throws ``StartFault`` naming every template that cannot be parsed or names a message, asset or partial that does not exist.
    public init(_ root: ResourceRoot, folders: [String], messages: Messages, assets: AssetStore? = nil) throws {
        EscapedHTML.register()
        var loader = TemplateLoader(messages: messages, assets: assets)
        for folder in folders { loader.load(root, folder: folder) }
        loader.checkPartials()
        guard loader.faults.isEmpty else { throw StartFault(loader.faults) }
        (libraries, sources) = (loader.libraries, loader.sources)
    }

    /// Draws a template. Throws ``StartFault`` when there is none of that name.
    public func render(_ name: String, _ model: Any, _ language: Language) throws -> String {
        guard let text = libraries[language]?.render(model, withTemplate: name) else {
            throw StartFault(["no template \(name) in \(language)"])
        }
        return text
    }

    public var names: [String] { sources.keys.sorted() }
}

/// Reads templates and keeps what is wrong with them, so that one start shows all faults.
private struct TemplateLoader {
    let messages: Messages
    let assets: AssetStore?
    var libraries: [Language: MustacheLibrary] = [.zh: MustacheLibrary(), .en: MustacheLibrary()]
    var sources: [String: TemplateSource] = [:]
    var faults: [String] = []

    init(messages: Messages, assets: AssetStore?) { (self.messages, self.assets) = (messages, assets) }

    mutating func load(_ root: ResourceRoot, folder: String) {
        let base = "Sources/\(folder)/Templates"
        for path in root.files(in: base, suffix: ".mustache") {
            let name = (path.rest(after: "\(base)/") ?? path).replacing(bytesOf: ".mustache", with: "")
            if sources[name] != nil { faults.append("template \(name): there are two") }
            let source = TemplateSource(name: name, raw: String(decoding: root.file(path) ?? [], as: UTF8.self))
            add(source)
        }
    }

    private mutating func add(_ source: TemplateSource) {
        let (linked, unknownAssets) = source.replacing("a") { assets?.address(of: $0) ?? (assets == nil ? "/assets/\($0)" : nil) }
        faults += unknownAssets.map { "template \(source.name): no asset \($0)" }
        for language in Language.allCases {
            // A message is text, not HTML; its placeholders stay tags.
            let (told, unknown) = linked.replacing("t") { messages.find($0, language).map { escapeHTML($0) } }
            faults += unknown.map { "template \(source.name): no message \($0)" }
            check(told)
            sources[source.name] = told
            do {
                libraries[language]?.register(try MustacheTemplate(string: EscapedHTML.pragma + told.text), named: source.name)
            } catch {
                faults.append("template \(source.name): \(error)")
            }
        }
    }

    /// What the template says with its messages in it.
    private mutating func check(_ source: TemplateSource) {
        var found: [String] = []
        for case .variable(let name, raw: true) in source.tags where !name.ends(with: "HTML") {
            found.append("{{{\(name)}}} prints without escaping, but its name does not end in HTML")
        }
        if source.tags.contains(.setting) { found.append("it changes mustache's delimiters or its escaping") }
        if !source.hasPlainSigns { found.append("a sign of ASCII is joined to a combining character") }
        for fault in found.map({ "template \(source.name): \($0)" }) where !faults.contains(fault) { faults.append(fault) }
    }

    mutating func checkPartials() {
        for source in sources.values.sorted(by: { $0.name < $1.name }) {
            for case .partial(let name, dynamic: false) in source.tags where sources[name] == nil {
                faults.append("template \(source.name): no partial \(name)")
            }
        }
    }
}

import Catalogue
import HTTPTypes
import Hummingbird
import Kernel
import Organisations
import Web

/// 办事指南: what one must know before applying. The page that is read most, so its body is kept once drawn.
struct GuideController: Sendable {
    let parts: PortalParts
    private let bodies = Memo<SafeHTML>(bound: 1000)
    private let guides = Memo<Guide>(bound: 1000)

    init(parts: PortalParts) { self.parts = parts }

    func add(to router: Router<TongbanContext>) {
        router.get("/guide/:slug") { _, context in try await guide(context) }
        router.get("/guide/:slug/sample/:material") { _, context in try await sample(context) }
    }

    private func guide(_ context: TongbanContext) async throws -> Response {
        let guide = try guide(as: context)
        let name = guide.item.name(english: context.isEnglish)
        return try await context.whenChanged(since: guide.version) {
            let body = try await bodies.value("\(context.language.rawValue)\n\(guide.version)") {
                try await context.drawn("portal/guide", GuidePage(guide, context))
            }
            return try context.page("portal/drawn", title: name, ["bodyHTML": body], at: "items")
        }
    }

    /// What is asked for. The same question about the same version has the same answer, so it is worked out once.
    private func guide(as context: TongbanContext) throws -> Guide {
        let item = try item(context)
        return guides.value("\(item.code) \(item.version) \(context.region) \(context.location)") {
            Guide(item, context, parts.organisations.directory)
        }
    }

    /// A filled sample of a material, to be downloaded.
    private func sample(_ context: TongbanContext) async throws -> Response {
        let key = try context.parameter("material")
        let material = try item(context).item.materials.first { $0.key == key }
        guard let path = material?.sample, !path.contains(".."), let bytes = try await parts.cityFile("samples/\(path)"),
              let name = path.split(separator: "/").last, let kind = FileKind(sniffing: Array(bytes.prefix(4096))) else {
            throw Problem("page.not_found", .notFound)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: kind.mediaType, .cacheControl: "public, max-age=3600",
                .contentDisposition: "attachment; filename*=UTF-8''\(percentEncoded(String(name)))",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func item(_ context: TongbanContext) throws -> PublishedItem {
        let slug = try context.parameter("slug")
        guard let item = parts.catalogue.current.item(slug: slug) else { throw Problem("page.not_found", .notFound) }
        return item
    }
}

/// A guide as somebody asked for it: the item in its version, the situation, and where it is done.
struct Guide: Sendable {
    let published: PublishedItem
    /// Answers to the situation's questions; only such as are asked and offered.
    let answers: [String: String]
    /// What the item's rules say of them.
    let outlook: Ruling
    let body: Body?
    /// The nearest hall of the visitor's region that also takes it in (全市通办).
    let hall: Body?
    /// What the page is drawn from, but for the language: two guides of one version look the same.
    let version: String

    var item: ServiceItem { published.item }

    init(_ published: PublishedItem, _ context: TongbanContext, _ directory: OrganisationDirectory) {
        self.published = published
        answers = Guide.answers(to: published, in: context.query)
        outlook = published.decisions.outlook(answers)
        body = directory.body(published.item.body)
        hall = directory.hall(for: context.region)
        let said = answers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
        let places = [body, hall].map { $0.map { "\($0.code) \($0.name) \($0.address) \($0.phone) \($0.hours)" } ?? "" }
        version = "guide \(published.code) \(published.version)\n\(said)\n\(places.joined(separator: "\n"))"
    }

    /// The situation as a query: what the form to apply is begun with.
    var query: String {
        let pairs = answers.sorted { $0.key < $1.key }.map { "\(percentEncoded($0.key))=\(percentEncoded($0.value))" }
        return pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
    }

    private static func answers(to item: PublishedItem, in query: FormInput) -> [String: String] {
        guard item.item.situations != nil, !query.names.isEmpty else { return [:] }
        return item.decisions.cleaned(Dictionary(uniqueKeysWithValues: query.names.map { ($0, query[$0]) }))
    }
}

extension OrganisationDirectory {
    /// The hall of the region, or of the nearest region above it.
    func hall(for region: String) -> Body? {
        ([region] + ancestors(of: region).reversed().map(\.code)).lazy.compactMap { code in
            self.bodies(in: code).first { $0.kind == .hall }
        }.first
    }
}

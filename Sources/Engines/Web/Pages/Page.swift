#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

extension TongbanContext {
    /// A page: a template drawn from a view model, in its frame.
    ///
    /// - Parameters:
    ///   - title: The title of the window, in the visitor's language, without the name of the site.
    ///   - current: The id of the menu's entry that the page belongs to: `portal`, `office.todo`.
    ///   - badges: Counts shown beside entries of the menu, by their ids.
    public func page(_ template: String, title: String, _ model: Any = [String: Any](), status: HTTPResponse.Status = .ok,
                     layout: Layout = .citizen, at current: String? = nil, badges: [String: String] = [:]) throws -> Response {
        let web = try parts()
        let main = try web.templates.render(template, PageScope(model, self), language)
        let html = try web.chrome.page(self, layout: layout, title: title, main: main, at: current, badges: badges)
        return self.html(html, status: status, web)
    }

    /// A piece of a page, for a script that asked for it: the same template without the frame.
    public func fragment(_ template: String, _ model: Any = [String: Any](), status: HTTPResponse.Status = .ok) throws -> Response {
        let web = try parts()
        return html(try web.templates.render(template, PageScope(model, self), language), status: status, web)
    }

    /// A piece of a page as a value, to stand within a larger one: an icon.
    public func drawn(_ template: String) throws -> SafeHTML {
        SafeHTML(try parts().templates.render(template, PageScope([String: Any](), self), language))
    }

    /// Makes a page only when it has changed since the browser got it: `version` names the state it is drawn from.
    /// The language, the elder version, the region and the session count as part of the version.
    public func whenChanged(since version: String, _ make: () async throws -> Response) async throws -> Response {
        let web = try parts()
        let state = [version, web.options.release, language.rawValue, "\(isElder)", region, csrf, notice ?? ""]
        let tag = "\"\(web.seal("etag", state.joined(separator: "\n")).prefix(32))\""
        if let cached = unchanged(tag) { return cached }
        var response = try await make()
        if response.status == .ok { response.headers[.eTag] = tag }
        return response
    }

    /// After a form was taken: leads the browser to a page of ours (303), where the notice, a message's key, is shown once.
    public func redirect(to path: String, notice: String? = nil) -> Response {
        var response = Response(status: .seeOther, headers: [.location: safeReturn(path)])
        if let notice, let web { response.add(.kept(CookieName.notice, notice, secure: web.options.isSecure)) }
        return response
    }

    /// A value for a program or a script. What it says may be personal, so nothing on the way keeps it.
    public func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        Response(status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "private, no-store"],
                 body: ResponseBody(byteBuffer: ByteBuffer(string: try JSONText.encode(value))))
    }

    /// A page answers 304 by itself when the browser holds the very same one.
    private func html(_ text: String, status: HTTPResponse.Status, _ web: WebParts) -> Response {
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .contentLanguage: language.tag]
        headers[.cacheControl] = session == nil ? "private, no-cache" : "private, no-store"
        if status == .ok, session == nil {
            let tag = "\"\(web.seal("etag", text).prefix(32))\""
            if let cached = unchanged(tag) { return cached }
            headers[.eTag] = tag
        }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private func unchanged(_ tag: String) -> Response? {
        let held = (visit?.ifNoneMatch ?? "").split(at: ",").map(\.trimmed)
        guard held.contains(where: { [tag, "W/\(tag)"].contains($0) }) else { return nil }
        return Response(status: .notModified, headers: [.eTag: tag, .cacheControl: "private, no-cache"])
    }
}

import HTTPTypes
import Hummingbird

/// What browsers are told on each answer: run nothing but our own files, show us in nobody's frame, tell nobody where one came from.
struct SecurityHeaders {
    let isSecure: Bool

    func add(to response: inout Response) {
        var headers: [(HTTPField.Name, String)] = [
            (.contentSecurityPolicy, ContentPolicy.page), (.xContentTypeOptions, "nosniff"), (.referrerPolicy, "same-origin"),
            (.permissionsPolicy, "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"), (.openerPolicy, "same-origin"),
        ]
        if isSecure { headers.append((.strictTransportSecurity, "max-age=31536000; includeSubDomains")) }
        for (name, value) in headers where response.headers[name] == nil { response.headers[name] = value }
    }
}

/// The content security policies (CSP 3).
public enum ContentPolicy {
    /// Of every page: no script and no style but from our own files; frames only of our own documents.
    public static let page = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; frame-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; "
        + "frame-ancestors 'none'"
    /// Of a document that is shown inside one of our pages, such as a material beside its case: it may run nothing.
    public static let document = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        + "form-action 'none'; sandbox; frame-ancestors 'self'"
}

import Kernel
import Signing

/// What a signed-in browser keeps: 256 bits by chance. From it follows the token of the session's forms (CSRF), and from that the
/// digest under which the session is kept. Neither step can be walked back: a form does not betray the session, and whoever
/// reads the database can use nothing of it.
struct SessionToken: Sendable {
    let text: String

    init(_ text: String) { self.text = text }

    var csrf: String { SM3.hash(Array("csrf\n\(text)".utf8)).hex }
    var digest: Digest { Self.digest(csrf: csrf) }

    static func digest(csrf: String) -> Digest { SM3.hash(Array("session\n\(csrf)".utf8)) }
}

import Kernel
import Signing

/// By what a browser is known from which somebody has signed in: 256 bits by chance in a cookie, of which we keep the digest. It opens
/// nothing; it only sets its owner apart from strangers who guess. It changes with each signing in, so that a copy is soon worth nothing.
struct DeviceToken: Sendable {
    /// How long a browser is known without signing in.
    static let memory = Duration.days(180)

    let text: String

    init(_ text: String) { self.text = text }

    var digest: Digest { SM3.hash(Array("device\n\(text)".utf8)) }
}

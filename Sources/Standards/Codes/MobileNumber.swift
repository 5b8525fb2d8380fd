import Kernel

/// A mobile number of mainland China: 11 digits, the first 1 and the second 3 to 9. Spaces, hyphens and +86 are taken and dropped.
public struct MobileNumber: StandardCode {
    public let text: String

    /// Throws `mobile.length`, `mobile.character` or `mobile.prefix`.
    public init(checking text: String) throws(StandardError) {
        let bare = text.trimmed.withoutGaps
        self.text = try (bare.rest(after: "+86") ?? bare).normalised("mobile", length: 11, .digits)
        guard self.text.begins(with: "1"), self.text.part(1..<2) >= "3" else { throw StandardError("mobile.prefix") }
    }

    /// 138****5678
    public var masked: String { Mask.mobile(text) }
}

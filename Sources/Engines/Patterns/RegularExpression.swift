import CPCRE2

/// A regular expression in PCRE2's own notation, compiled once and matched within limits: matching stops when it has tried too much, so
/// that no expression and no text can hold a thread. Other notations (ECMA-262, XPath) are translated into this one by the rooms that
/// need them.
public final class RegularExpression {
    public struct Options: OptionSet, Sendable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        public static let ignoresCase = Options(rawValue: PCRE2_CASELESS)
        /// `^` and `$` stand at the ends of lines too.
        public static let multiline = Options(rawValue: PCRE2_MULTILINE)
        /// `.` stands for a line's end too.
        public static let dotMatchesAll = Options(rawValue: PCRE2_DOTALL)
        /// `$` stands at the very end only, not before a last newline.
        public static let dollarAtEndOnly = Options(rawValue: PCRE2_DOLLAR_ENDONLY)
        /// A reference back to a group that took no part matches nothing rather than failing.
        public static let unsetGroupsAreEmpty = Options(rawValue: PCRE2_MATCH_UNSET_BACKREF)
    }

    /// The match of the whole and of each group, as places in the text's UTF-8; a group that took no part is `nil`.
    public typealias Match = [Range<Int>?]

    /// Matching went beyond its limit of steps.
    public struct TooMuchWork: Error {}

    private let code: OpaquePointer
    private let context: OpaquePointer

    /// `nil` when PCRE2 doesn't take the expression. `steps`: how much a match may try before it is given up.
    public init?(_ expression: String, _ options: Options = [], steps: Int = 1_000_000) {
        var error: Int32 = 0, place = 0
        let bytes = Array(expression.utf8)
        let flags = options.rawValue | UInt32(PCRE2_UTF) | UInt32(PCRE2_NEVER_BACKSLASH_C)
        guard let code = pcre2_compile_8(bytes, bytes.count, flags, &error, &place, nil) else { return nil }
        guard let context = pcre2_match_context_create_8(nil) else {
            pcre2_code_free_8(code)
            return nil
        }
        pcre2_set_match_limit_8(context, UInt32(clamping: steps))
        pcre2_set_depth_limit_8(context, UInt32(clamping: steps))
        pcre2_set_heap_limit_8(context, 20_000)
        _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
        (self.code, self.context) = (code, context)
    }

    deinit {
        pcre2_match_context_free_8(context)
        pcre2_code_free_8(code)
    }

    /// Whether the text holds a match anywhere.
    public func isMatch(in text: String) throws(TooMuchWork) -> Bool {
        var text = text
        let result = text.withUTF8 { bytes -> Int32 in
            guard let data = pcre2_match_data_create_8(1, nil) else { return PCRE2_ERROR_NOMEMORY }
            defer { pcre2_match_data_free_8(data) }
            return match(bytes, from: 0, data)
        }
        if result == PCRE2_ERROR_NOMATCH { return false }
        guard result >= 0 else { throw TooMuchWork() }
        return true
    }

    /// Compiled to the machine's own code, matching has a small stack; a text that needs more is matched the slow way.
    private func match(_ text: UnsafeBufferPointer<UInt8>, from start: Int, _ data: OpaquePointer) -> Int32 {
        let result = pcre2_match_8(code, text.baseAddress, text.count, start, PCRE2_NO_UTF_CHECK, data, context)
        guard result == PCRE2_ERROR_JIT_STACKLIMIT else { return result }
        return pcre2_match_8(code, text.baseAddress, text.count, start, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, data, context)
    }

    /// The first match at or after a place in the text's UTF-8, which must be one where a character begins.
    public func firstMatch(in text: [UInt8], from start: Int = 0) throws(TooMuchWork) -> Match? {
        guard let data = pcre2_match_data_create_from_pattern_8(code, nil) else { throw TooMuchWork() }
        defer { pcre2_match_data_free_8(data) }
        let count = Int(text.withUnsafeBufferPointer { match($0, from: start, data) })
        if count == Int(PCRE2_ERROR_NOMATCH) { return nil }
        guard count > 0, let places = pcre2_get_ovector_pointer_8(data) else { throw TooMuchWork() }
        return (0..<Int(pcre2_get_ovector_count_8(data))).map { group in
            let (from, to) = (places[2 * group], places[2 * group + 1])
            return group < count && from >= 0 && from <= to && to <= text.count ? from..<to : nil
        }
    }
}

// The compiled code and the limits are never changed after `init`, and PCRE2 allows both to be used by several threads at once.
extension RegularExpression: @unchecked Sendable {}

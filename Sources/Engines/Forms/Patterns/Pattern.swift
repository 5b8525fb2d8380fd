import CPCRE2

/// A regular expression of ECMA-262, as JSON Schema wants it (Core §6.4), compiled once. A search gives up when it costs too much,
/// so that no pattern and no text can hold a thread.
public final class Pattern: Sendable {
    /// As it was written.
    public let source: String
    private let code: CompiledCode

    /// `nil` when it isn't a regular expression of ECMA-262, or is beyond what can be run: looking behind over texts of any length.
    public init?(_ source: String) {
        guard source.utf8.count <= Self.longest, let translated = ECMAScript.translate(source), let code = CompiledCode(translated) else {
            return nil
        }
        (self.source, self.code) = (source, code)
    }

    /// Whether the text holds a match anywhere; `nil` when the search was given up.
    public func matches(_ text: String) -> Bool? {
        var text = text
        return text.withUTF8 { code.matches($0) }
    }

    static let longest = 10_000
}

extension Pattern: Equatable, CustomStringConvertible {
    public static func == (a: Pattern, b: Pattern) -> Bool { a.source == b.source }
    public var description: String { source }
}

/// Never changed after it was made; PCRE2 lets any number of threads match with one compiled expression.
private final class CompiledCode: @unchecked Sendable {
    private let code: OpaquePointer
    private let context: OpaquePointer

    init?(_ pattern: String) {
        var error: Int32 = 0, offset = 0
        let options = PCRE2_UTF | PCRE2_MATCH_UNSET_BACKREF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C
        let compiled = Array(pattern.utf8).withUnsafeBufferPointer {
            pcre2_compile_8($0.baseAddress, $0.count, options, &error, &offset, nil)
        }
        guard let compiled else { return nil }
        guard let context = pcre2_match_context_create_8(nil) else {
            pcre2_code_free_8(compiled)
            return nil
        }
        pcre2_set_match_limit_8(context, 200_000)
        pcre2_set_depth_limit_8(context, 20_000)
        pcre2_set_heap_limit_8(context, 8192)
        _ = pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE)
        (self.code, self.context) = (compiled, context)
    }

    deinit {
        pcre2_match_context_free_8(context)
        pcre2_code_free_8(code)
    }

    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
        guard let data = pcre2_match_data_create_8(1, nil) else { return nil }
        defer { pcre2_match_data_free_8(data) }
        var result = pcre2_match_8(code, text.baseAddress, text.count, 0, PCRE2_NO_UTF_CHECK, data, context)
        if result == PCRE2_ERROR_JIT_STACKLIMIT {
            result = pcre2_match_8(code, text.baseAddress, text.count, 0, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, data, context)
        }
        return result >= 0 ? true : result == PCRE2_ERROR_NOMATCH ? false : nil
    }
}

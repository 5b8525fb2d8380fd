internal import COpenSSL
import Kernel

extension Problem {
    /// Bytes that are not what they should be: `signing.malformed`. The reason is for the log.
    static func malformed(_ reason: String) -> Problem { Problem("signing.malformed", .invalid, reason: reason) }

    /// OpenSSL refused to do `action`: `signing.failed`. Drains this thread's error queue, so that an old error is never
    /// taken for the next one; the text of the first error becomes the reason.
    static func openSSL(_ action: String) -> Problem {
        let first = ERR_get_error()
        var text = [CChar](repeating: 0, count: 256)
        ERR_error_string_n(first, &text, text.count)
        ERR_clear_error()
        let words = first == 0 ? "no reason given" : String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return Problem("signing.failed", .fault, reason: "\(action): \(words)")
    }
}

/// The value, or the reason why OpenSSL gave none.
@discardableResult
func made<Value>(_ value: Value?, _ action: String) throws -> Value {
    guard let value else { throw Problem.openSSL(action) }
    return value
}

/// OpenSSL answers 1 when it did what was asked.
func done(_ answer: Int32, _ action: String) throws {
    guard answer == 1 else { throw Problem.openSSL(action) }
}

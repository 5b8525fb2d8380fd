#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads a data file; a fault in it is told with the given code and the place where it lies.
func readJSON<Value: Decodable>(_ json: Data, as code: String) throws(StandardError) -> Value {
    do {
        return try JSONDecoder().decode(Value.self, from: json)
    } catch let error as DecodingError {
        throw StandardError(code, ["place": error.place, "reason": error.cause])
    } catch let error as StandardError {
        throw error
    } catch {
        throw StandardError(code, ["place": "", "reason": "\(error)"])
    }
}

extension DecodingError {
    fileprivate var place: String { context?.codingPath.map(\.stringValue).joined(separator: ".") ?? "" }
    fileprivate var cause: String { context?.debugDescription ?? "\(self)" }

    private var context: Context? {
        switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context): context
        case .keyNotFound(_, let context), .dataCorrupted(let context): context
        @unknown default: nil
        }
    }
}

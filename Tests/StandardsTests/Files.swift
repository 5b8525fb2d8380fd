import Foundation
import Standards

/// The project's own data files, as the tests of the standards read them.
enum Files {
    static func url(_ path: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: path)
    }

    static func data(_ path: String) throws -> Data { try Data(contentsOf: url(path)) }

    static func calendar() throws -> WorkingCalendar { try WorkingCalendar(json: data("Data/kaifeng/holidays.json")) }
}

/// The code of the error that the work throws; `nil` when it throws none, or one of another kind.
func fault<Value>(_ work: () throws -> Value) -> String? {
    do {
        _ = try work()
        return nil
    } catch {
        return (error as? StandardError)?.code
    }
}

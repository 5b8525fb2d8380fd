#if canImport(Glibc)
import Glibc
#endif
import Kernel
import Logging

/// The log: one line for each entry, whatever stands in it, for people and for programs.
///
///     2026-11-29T16:10:21+08:00 error tongban: request failed code=storage.away request=K7M2 reason="no route to host"
///
/// A value that isn't one plain word stands in quotes, and what could end the line, move a terminal's cursor or turn the direction of
/// writing is written as its number: `\u{A}`. So nothing that somebody sends can look like an entry of its own.
public struct LineLog: LogHandler {
    public var logLevel = Logger.Level.info
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let clock: any Kernel.Clock
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes a line with its end; by itself the standard error, each line at once.
    public init(
        label: String, clock: any Kernel.Clock = SystemClock(), write: @escaping @Sendable (String) -> Void = Self.toStandardError
    ) {
        (self.label, self.clock, self.write) = (label, clock, write)
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var facts = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
        if let error = event.error { facts["error"] = "\(type(of: error))" }
        let told = facts.sorted { $0.key < $1.key }.map { " \(plain($0.key))=\(value("\($0.value)"))" }.joined()
        write("\(clock.now.iso8601) \(event.level) \(plain(label)): \(plain("\(event.message)"))\(told)\n")
    }

    public static func toStandardError(_ line: String) {
        var line = line
        line.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Glibc.write(STDERR_FILENO, rest.baseAddress, rest.count)
                guard count > 0 || errno == EINTR else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(max(0, count)))
            }
        }
    }

    private func value(_ text: String) -> String {
        let isWord = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") }
        return isWord ? text : "\"\(plain(text, escaping: "\"\\"))\""
    }

    private func plain(_ text: String, escaping marks: String = "") -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if marks.unicodeScalars.contains(scalar) {
                plain += ["\\", scalar]
            } else if Self.unseen.contains(scalar.properties.generalCategory) {
                plain += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars
            } else {
                plain.append(scalar)
            }
        }
        return String(plain)
    }

    private static let unseen: Set<Unicode.GeneralCategory> = [
        .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned,
    ]
}

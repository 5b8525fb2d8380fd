import Foundation
import Synchronization

/// The shell that starts a private server, does what it is told line by line, and removes everything when its input ends: so nothing is left,
/// even of a test that was killed.
final class ServerProcess: Sendable {
    let folder: String
    private let lines: LineReader
    private let input: Mutex<FileHandle>

    init(bin: String, port: Int, durable: Bool, settings: [String], prepare: String) async throws {
        let process = Process(), inward = Pipe(), outward = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        let script = Self.script(bin: bin, port: port, settings: settings + (durable ? [] : Self.careless), prepare: prepare)
        // The server refuses to run as root.
        process.arguments = getuid() == 0 ? ["-c", "cd / && exec runuser -u postgres -- /bin/sh -c \"$1\"", "sh", script] : ["-c", script]
        (process.standardInput, process.standardOutput, process.standardError) = (inward, outward, FileHandle.nullDevice)
        try process.run()
        lines = LineReader(outward.fileHandleForReading)
        input = Mutex(inward.fileHandleForWriting)
        let first = await lines.next()
        guard let folder = first, folder.hasPrefix("/"), let answer = await lines.next(), answer == "done" else {
            throw TestFault("PostgreSQL did not start: \(first ?? "no answer")")
        }
        self.folder = folder
    }

    /// `start`, `stop` or `kill`.
    func control(_ command: String) async throws {
        try input.withLock { try $0.write(contentsOf: Data("\(command)\n".utf8)) }
        guard await lines.next() == "done" else { throw TestFault("PostgreSQL did not \(command)") }
    }

    private static let careless = ["fsync = off", "synchronous_commit = off", "full_page_writes = off"]

    private static func script(bin: String, port: Int, settings: [String], prepare: String) -> String {
        let lines = [
            "port = \(port)", "listen_addresses = 'localhost'", "max_connections = 500", "shared_buffers = 64MB", "log_min_messages = fatal",
        ] + settings
        return """
            folder=$(mktemp -d "${TMPDIR:-/tmp}/tongban-pg.XXXXXX") || exit 1
            data=$folder/data
            start() { \(bin)/pg_ctl -D $data -l $folder/log -w -t 60 start; }
            \(bin)/initdb -D $data -U tongban -A trust -E UTF8 --lc-collate=C --lc-ctype=C.UTF-8 --no-sync >$folder/log || exit 1
            cat >>$data/postgresql.conf <<'END'
            \(lines.joined(separator: "\n"))
            END
            echo "unix_socket_directories = '$folder'" >>$data/postgresql.conf
            \(prepare)
            echo $folder
            start >/dev/null && echo done || echo failed
            while read command; do
                case $command in
                start) start >/dev/null ;;
                stop) \(bin)/pg_ctl -D $data -m fast -w stop >/dev/null ;;
                kill) master=$(head -1 $data/postmaster.pid); kill -9 $master $(cat /proc/$master/task/*/children) ;;
                esac
                echo done
            done
            \(bin)/pg_ctl -D $data -m immediate -w stop >/dev/null
            rm -rf $folder
            """
    }
}

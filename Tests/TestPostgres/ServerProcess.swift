import Foundation
import Synchronization

/// The shell that starts a private server, does what it is told line by line, and removes everything when its input ends: so
/// nothing is left, even of a test that was killed.
final class ServerProcess: Sendable {
    let folder: String
    private static let starting = Mutex(())
    private let lines: LineReader
    private let input: Mutex<FileHandle>

    /// - Parameter data: the commands that make `$data`.
    init(bin: String, port: Int, data: String, settings: [String], prepare: String) async throws {
        let process = Process(), inward = Pipe(), outward = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        let script = Self.script(bin: bin, port: port, data: data, settings: settings, prepare: prepare)
        // The server refuses to run as root.
        process.arguments = getuid() == 0 ? ["-c", "cd / && exec runuser -u postgres -- /bin/sh -c \"$1\"", "sh", script] : ["-c", script]
        (process.standardInput, process.standardOutput, process.standardError) = (inward, outward, FileHandle.nullDevice)
        // Foundation copies what it knows of open files as it starts a process; two at once have crashed it.
        try Self.starting.withLock { _ in try process.run() }
        lines = LineReader(outward.fileHandleForReading)
        input = Mutex(inward.fileHandleForWriting)
        let first = await lines.next()
        guard let folder = first, folder.hasPrefix("/"), let answer = await lines.next(), answer == "done" else {
            throw TestFault("PostgreSQL did not start: \(first ?? "no answer")")
        }
        self.folder = folder
    }

    /// `start`, `stop`, `kill`, `freeze`, `thaw` or `promote`.
    func control(_ command: String) async throws {
        try input.withLock { try $0.write(contentsOf: Data("\(command)\n".utf8)) }
        guard await lines.next() == "done" else { throw TestFault("PostgreSQL did not \(command)") }
    }

    private static func script(bin: String, port: Int, data: String, settings: [String], prepare: String) -> String {
        let lines = ["port = \(port)", "listen_addresses = 'localhost'", "max_connections = 500", "shared_buffers = 64MB"] + settings
        return """
            folder=$(mktemp -d "${TMPDIR:-/tmp}/tongban-pg.XXXXXX") || exit 1
            data=$folder/data
            # What was killed a moment ago may still hold its memory.
            all() { master=$(head -1 $data/postmaster.pid); echo $master $(cat /proc/$master/task/*/children); }
            start() { for try in 1 2 3 4 5 6 7 8 9; do \(bin)/pg_ctl -D $data -l $folder/log -w -t 60 start && return; sleep 0.2; done; }
            \(data) >$folder/log || exit 1
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
                promote) \(bin)/pg_ctl -D $data -w promote >/dev/null ;;
                kill) kill -9 $(all) 2>/dev/null || true ;;
                freeze) kill -STOP $(all) ;;
                thaw) kill -CONT $(all) ;;
                esac && echo done || echo failed
            done
            kill -CONT $(all) 2>/dev/null
            \(bin)/pg_ctl -D $data -m immediate -w stop >/dev/null
            rm -rf $folder
            """
    }
}

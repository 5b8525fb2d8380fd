import CPostgres
import Glibc
import Kernel
import Storage

extension ServerConnection {
    /// Opens a connection to one of the servers that an address names.
    /// - Parameters:
    ///   - patience: how long it may be silent until then, and afterwards until it is told otherwise.
    ///   - acceptsPlainText: whether another machine may be spoken to without TLS.
    /// - Throws: the `Problem` that says in one sentence why not.
    static func open(
        _ address: ServerAddress, at machine: ServerAddress.Machine, patience: Duration, acceptsPlainText: Bool
    ) throws -> ServerConnection {
        guard var handle = start(address, machine) else { throw Problem("storage.unavailable", .unavailable, reason: "no memory") }
        // Only libpq knows what follows from the address, the environment and the service file together, and only of a connection that
        // was begun. Nothing has been said on it yet.
        let way = Way(of: handle), isForced = way == .plainText && !acceptsPlainText
        if isForced {
            PQfinish(handle)
            guard let another = start(address, machine, [("sslmode", "require")]) else {
                throw Problem("storage.unavailable", .unavailable, reason: "no memory")
            }
            handle = another
        }
        do {
            // Only so the message tells the server's code, which is the same in every language.
            PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
            try finishOpening(handle, patience: patience)
        } catch let problem as Problem {
            PQfinish(handle)
            // The server's own refusals, such as of a password, stay what they are.
            let hasNoTLS = isForced && problem.code == "storage.tls"
            throw hasNoTLS ? Problem("storage.plain_text", .fault, reason: problem.reason) : problem
        }
        PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
        // Notices are for people at a terminal.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        // Sending must not block either, when the other end takes nothing more.
        guard PQsetnonblocking(handle, 1) == 0 else {
            defer { PQfinish(handle) }
            throw refusal(handle)
        }
        let connection = ServerConnection(connected: handle)
        connection.patience = patience
        connection.weaknesses = way.weaknesses(isEncrypted: PQsslInUse(handle) == 1 || PQgssEncInUse(handle) == 1)
        guard connection.isNewEnough else { throw Problem("storage.too_old", .fault, ["version": connection.version]) }
        return connection
    }

    private var isNewEnough: Bool { PQserverVersion(handle) >= 150_000 }

    /// What stands before the URL may be said otherwise there; what stands behind may not.
    private static func start(
        _ address: ServerAddress, _ machine: ServerAddress.Machine, _ more: [(String, String)] = []
    ) -> OpaquePointer? {
        let place = [("host", machine.host), ("hostaddr", machine.hostaddr), ("port", machine.port)]
        let settings = [
            ("application_name", "tongban"), ("target_session_attrs", "read-write"), ("tcp_user_timeout", "30000"),
            ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("dbname", address.url.reveal()), ("client_encoding", "UTF8"),
        ] + place.compactMap { name, value in value.map { (name, $0) } } + more
        let words = settings.map { strdup($0.0) } + [nil], values = settings.map { strdup($0.1) } + [nil]
        defer { (words + values).forEach { free($0) } }
        return PQconnectStartParams(words.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 1)
    }

    /// libpq's own time limit holds only for its blocking call, therefore the waiting is done here.
    private static func finishOpening(_ handle: OpaquePointer, patience: Duration) throws {
        let clock = ContinuousClock(), end = clock.now + patience
        guard PQstatus(handle) != CONNECTION_BAD else { throw refusal(handle) }
        var events = Int16(POLLOUT)
        while true {
            var state = pollfd(fd: PQsocket(handle), events: events, revents: 0)
            let left = max(0, (end - clock.now) / .milliseconds(1))
            guard poll(&state, 1, Int32(min(left, 60_000))) != 0 else {
                throw Problem("storage.unavailable", .unavailable, reason: "no answer within \(patience)")
            }
            switch PQconnectPoll(handle) {
            case PGRES_POLLING_OK: return
            case PGRES_POLLING_READING: events = Int16(POLLIN)
            case PGRES_POLLING_WRITING: events = Int16(POLLOUT)
            default: throw refusal(handle)
            }
        }
    }

    private static func refusal(_ handle: OpaquePointer) -> Problem {
        Problem(refusal: String(cString: PQerrorMessage(handle)), database: PQdb(handle).map { String(cString: $0) } ?? "")
    }
}

extension Problem {
    /// What libpq's message means: by the server's code if the server spoke (`FATAL:  28P01: …`), otherwise by libpq's own
    /// words.
    init(refusal message: String, database: String) {
        let codes = message.matches(of: /:[ ]{2}([0-9A-Z]{5}):/).map(\.1)
        let reason = message.trimmed
        func says(_ words: String...) -> Bool { words.contains { message.contains($0) } }
        switch codes.last {
        case "28P01", "28000": self.init("storage.password", .fault, reason: reason)
        case "3D000": self.init("storage.no_database", .fault, ["database": database], reason: reason)
        case nil where says("could not translate host name"): self.init("storage.unknown_host", .fault, reason: reason)
        case nil where says("password supplied", "password authentication"): self.init("storage.password", .fault, reason: reason)
        case nil where says("session is read-only", "hot standby"): self.init("storage.read_only", .unavailable, reason: reason)
        case nil where says("SSL", "certificate", "sslmode"): self.init("storage.tls", .fault, reason: reason)
        case nil where says("invalid "): self.init("storage.invalid_url", .invalid, reason: "libpq refuses an option of the URL")
        default: self.init("storage.unavailable", .unavailable, reason: reason)
        }
    }
}

import CPostgres
import Kernel
import Storage

/// A connection in libpq's pipeline mode: statements are sent off in batches, each prepared once, and their answers read
/// together. What happens to a batch after its first failure, PostgreSQL decides: the rest isn't run.
final class Session {
    /// What one statement of a batch answered.
    struct Answer {
        var rows: [Row] = []
        var count = 0
        /// `COMMIT`, `INSERT 0 1`
        var tag = ""
    }

    private enum Awaited {
        case preparation(StatementCache.Entry)
        case statement(StatementCache.Entry?)
        /// Of the engine's own making: no answer of the batch's, though a failure of it.
        case upkeep
        /// What the last user left behind, whatever came of it.
        case farewell
        case mark
    }

    let connection: ServerConnection
    /// The answers of the last batch, in order, also when it broke off.
    private(set) var answers: [Answer] = []
    private var statements = StatementCache(bound: 500)
    private var awaited: [Awaited] = []
    /// The number of values up to which a statement stays prepared.
    private static let mostKept = 100

    init(_ connection: ServerConnection) throws {
        self.connection = connection
        guard PQenterPipelineMode(connection.handle) == 1 else { throw connection.fault }
    }

    /// How many answers are still to come.
    var waiting: Int { awaited.count }

    /// Puts a statement with its values into the batch.
    func add(_ sql: SQL) throws {
        let parameters = try Parameters(sql.values)
        // Where columns may be empty, hardly two statements of many rows are alike: kept, they only fill the server's memory.
        if sql.values.count > Self.mostKept { return try send(Dialect.translate(sql.text), parameters, .statement(nil)) }
        let key = StatementCache.Key(text: sql.text, types: parameters.types)
        let entry = try statements.find(key) ?? prepare(key)
        let isSent = parameters.withPointers {
            PQsendQueryPrepared(connection.handle, entry.name, parameters.count, $0, parameters.lengths, parameters.formats, 1)
        }
        guard isSent == 1 else { throw connection.fault }
        awaited.append(.statement(entry))
    }

    /// Puts a command without values into the batch: BEGIN, COMMIT.
    func add(command: String) throws { try send(command, .statement(nil)) }

    /// Sends the batch off, and leaves its answer for whoever uses the connection next.
    func leave(_ command: String) throws {
        try send(command, .farewell)
        try mark()
    }

    /// Lets the server send what it has answered so far before it runs the rest.
    func flush() throws {
        guard PQsendFlushRequest(connection.handle) == 1 else { throw connection.fault }
    }

    /// Sends the batch off and reads all answers.
    /// - Throws: the `ServerFault` of the first statement that failed.
    @discardableResult
    func finish() throws -> [Answer] {
        answers = []
        try mark()
        var failure: (any Error)?
        for expected in awaited {
            do { try read(expected) } catch {
                failure = failure ?? error
                if !connection.isSound { break }
            }
        }
        awaited = []
        if let failure { throw failure }
        return answers
    }

    /// Leaves what transaction there is. Whether the connection can be used again.
    func reset() -> Bool {
        if connection.isSound, !awaited.isEmpty { _ = try? finish() }
        guard connection.isSound else { return false }
        if !connection.isIdle {
            guard (try? add(command: "ROLLBACK")) != nil, (try? finish()) != nil else { return false }
        }
        return connection.isIdle
    }

    private func prepare(_ key: StatementCache.Key) throws -> StatementCache.Entry {
        let (entry, gone) = statements.add(key)
        if let gone { try send("DEALLOCATE \(gone.name)", .upkeep) }
        let text = Dialect.translate(key.text)
        guard PQsendPrepare(connection.handle, entry.name, text, Int32(key.types.count), key.types) == 1 else { throw connection.fault }
        awaited.append(.preparation(entry))
        return entry
    }

    private func send(_ command: String, _ expected: Awaited) throws { try send(command, Parameters([]), expected) }

    private func send(_ command: String, _ values: Parameters, _ expected: Awaited) throws {
        let isSent = values.withPointers {
            PQsendQueryParams(connection.handle, command, values.count, values.types, $0, values.lengths, values.formats, 1)
        }
        guard isSent == 1 else { throw connection.fault }
        awaited.append(expected)
    }

    private func mark() throws {
        guard PQpipelineSync(connection.handle) == 1 else { throw connection.fault }
        awaited.append(.mark)
    }

    private func read(_ expected: Awaited) throws {
        if case .mark = expected { return try readMark() }
        guard let result = try connection.nextResult() else { throw connection.fault }
        defer { PQclear(result) }
        let status = PQresultStatus(result)
        // Each answer ends with nothing.
        while let more = try connection.nextResult() { PQclear(more) }
        switch (expected, status) {
        case (.statement(let entry), PGRES_COMMAND_OK), (.statement(let entry), PGRES_TUPLES_OK): try answers.append(Answer(result, entry))
        case (_, PGRES_COMMAND_OK), (_, PGRES_TUPLES_OK), (.farewell, _): break
        case (.preparation(let entry), _):
            statements.forget(entry)
            if status != PGRES_PIPELINE_ABORTED { throw ServerFault(result) }
        case (_, PGRES_PIPELINE_ABORTED): break
        default: throw ServerFault(result)
        }
    }

    private func readMark() throws {
        guard let result = try connection.nextResult() ?? connection.nextResult() else { throw connection.fault }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_PIPELINE_SYNC else { throw ServerFault(result) }
    }
}

extension Session.Answer {
    fileprivate init(_ result: OpaquePointer, _ entry: StatementCache.Entry?) throws {
        tag = String(cString: PQcmdStatus(result))
        count = Int(String(cString: PQcmdTuples(result))) ?? 0
        let width = PQnfields(result), height = PQntuples(result)
        guard width > 0 else { return }
        let columns = entry?.columns.flatMap { $0.count == Int(width) ? $0 : nil }
            ?? (0..<width).map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
        entry?.columns = columns
        let types = (0..<width).map { PQftype(result, $0) }
        rows = try (0..<height).map { row in
            try Row(columns: columns, values: (0..<width).map { try Value(result, row, $0, type: types[Int($0)]) })
        }
    }
}

extension Value {
    fileprivate init(_ result: OpaquePointer, _ row: Int32, _ column: Int32, type: UInt32) throws {
        guard PQgetisnull(result, row, column) == 0 else {
            self = .null
            return
        }
        let bytes = UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
        try self.init(bytes, of: type)
    }
}

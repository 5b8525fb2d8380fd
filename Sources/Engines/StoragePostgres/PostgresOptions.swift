/// How many connections an engine holds, and how long it waits for what. All may stay as they are.
public struct PostgresOptions: Sendable {
    /// Connections for transactions that change rows, and for those that read; opened when they are first needed.
    public var writers = 24
    public var readers = 8
    /// How long a transaction waits for a free connection. Then: `storage.busy`.
    public var acquire = Duration.seconds(10)
    /// How long one server may take to answer when a connection is opened.
    public var connect = Duration.seconds(5)
    /// How long one statement may run. Then: `storage.timeout`.
    public var statement = Duration.seconds(15)
    /// How long a statement waits for a lock. Then: `storage.busy`.
    public var lock = Duration.seconds(10)
    /// How long a transaction may do nothing before the server ends it.
    public var idleInTransaction = Duration.seconds(60)
    /// How often a transaction is run again after a serialisation failure or a deadlock. Then: `storage.busy`.
    public var retries = 10
    /// Whether a server may be used whose `fsync` or `full_page_writes` is off. Else: `storage.careless`.
    public var acceptsLosingData = false
    /// Whether a server on another machine may be spoken to without TLS. Else: `storage.plain_text`.
    public var acceptsPlainText = false

    public init() {}
}

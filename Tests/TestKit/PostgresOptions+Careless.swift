import StoragePostgres

extension PostgresOptions {
    /// For the servers that tests share: they don't wait for the disk, and what they lose nobody misses.
    public static var careless: PostgresOptions {
        var options = PostgresOptions()
        options.acceptsLosingData = true
        return options
    }
}

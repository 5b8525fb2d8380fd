extension SQL {
    /// At the end of a SELECT in a write: the rows are locked until the commit, so that two who read them to change them run
    /// one after the other. `FOR UPDATE` on PostgreSQL, which forbids it beside DISTINCT, GROUP BY and aggregates; on SQLite,
    /// whose writes run one after another anyway, a comment.
    public static let forUpdate: SQL = "/*for update*/"

    /// As `forUpdate`, but rows that another transaction has locked are left out: how many workers share one queue.
    public static let skipLocked: SQL = "/*for update skip locked*/"
}

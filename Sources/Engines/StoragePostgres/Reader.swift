import Kernel
import Storage

/// A transaction whose statements go to the server in steps.
protocol Stepping: Reading { var steps: Steps { get } }

extension Stepping {
    func rows(_ sql: SQL) throws -> [Row] { try steps.run(sql).rows }
}

/// A transaction that reads one unchanging picture. A closure of one query costs one round trip: BEGIN goes with the query, and nobody waits for
/// the COMMIT.
struct Reader: Stepping {
    let steps: Steps
}

extension Worker {
    func read<Value>(_ body: (any Reading) throws -> Value, keys: UniqueKeys, observer: StatementObserver) throws -> Value {
        try withSession { session in
            let steps = Steps(
                session, begin: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", keys: keys, observer: observer, check: checkTask)
            let value = try steps.unspoilt { try body(Reader(steps: steps)) }
            if !steps.isEmpty { try session.leave("COMMIT") }
            return value
        }
    }
}

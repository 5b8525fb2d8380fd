import Foundation
import Kernel

/// One thing measured. Printed as a line with tabs: name, engine, value, unit, reference, ratio of the value to the reference.
struct Figure {
    let name: String
    var engine = "-"
    let value: Double
    let unit: String
    /// The bar, or what a reference program did in the same run.
    var reference: Double?

    func print() {
        let ratio = reference.map { $0 == 0 ? "-" : String(format: "%.2f", value / $0) } ?? "-"
        Swift.print(name, engine, Self.text(value), unit, reference.map(Self.text) ?? "-", ratio, separator: "\t")
        // Seen at once, also through a pipe.
        fflush(nil)
    }

    private static func text(_ value: Double) -> String { String(format: value >= 100 ? "%.0f" : "%.2f", value) }
}

/// How often work can be done in a second of the processor, so that others on the machine count as little as they can.
func perProcessorSecond(batch: Int = 200, _ work: () throws -> Bool) throws -> Double {
    var count = 0
    let start = processorSeconds
    while processorSeconds - start < 1 {
        for _ in 0..<batch where try !work() { throw Problem("benchmark.wrong", .fault, reason: "the work came out wrong") }
        count += batch
    }
    return Double(count) / (processorSeconds - start)
}

/// What this process has had of all processors.
var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func seconds(_ work: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await work()
    return (ContinuousClock.now - start) / .seconds(1)
}

/// The milliseconds that all but one in a hundred took at most.
func percentile99(of count: Int, _ work: (Int) async throws -> Void) async rethrows -> Double {
    var times: [Double] = []
    for number in 0..<count { times.append(try await seconds { try await work(number) } * 1000) }
    return times.sorted()[max(0, count * 99 / 100 - 1)]
}

/// So many at once, again and again, until the time is over.
/// - Returns: how often a second it was done.
func perSecond(for duration: Double, atOnce: Int, _ work: @escaping @Sendable (_ key: String) async throws -> Void) async throws -> Double {
    let end = ContinuousClock.now + .seconds(duration)
    var count = 0
    let took = try await seconds {
        count = try await withThrowingTaskGroup(of: Int.self) { group in
            for lane in 0..<atOnce {
                group.addTask {
                    var done = 0
                    while ContinuousClock.now < end {
                        try await work("\(lane)-\(done)")
                        done += 1
                    }
                    return done
                }
            }
            return try await group.reduce(0, +)
        }
    }
    return Double(count) / took
}

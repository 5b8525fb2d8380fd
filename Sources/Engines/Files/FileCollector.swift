import Kernel
import Signing

/// Removes files that nothing refers to: uploads that were never submitted, what a withdrawn draft held.
///
/// **Why it never removes what is referred to.** A file goes in two steps. First it is set aside, when it was put or renewed at
/// least one grace period ago and no row refers to it. Two grace periods after that it is removed, if still no row does; else it is
/// brought back. Reads and renewals find a file that is aside and bring it back, so being set aside does no harm, and only the
/// second step needs proof. Let a file be set aside at `a`, and let a row come to refer to it at `r`. By `FileStore`'s rule its writer
/// put or renewed it at some `p` with `r < p + grace`. If `p` came after setting aside had ended, the writer has put the file in its
/// place or brought it back there, and removing this copy leaves that one alone. Else `p < a + grace` (no single step takes as
/// long as a grace period), so `r < a + 2 × grace`: the row was there when the collector asked, just before removing. The argument needs no lock and
/// no second look, and holds for several collectors at once, since each setting aside makes a name of its own.
public struct FileCollector: Sendable {
    /// Which of these digests any row refers to, as the database knows it now, in one look.
    public typealias Question = @Sendable ([Digest]) async throws -> Set<Digest>

    let store: any CollectableFileStore
    let clock: any Clock
    let grace: Duration
    let batch: Int
    let referenced: Question

    /// - Parameters:
    ///   - grace: how long a row may come after its file.
    ///   - batch: how many files are asked about at once.
    public init(
        _ store: any CollectableFileStore, clock: any Clock, grace: Duration = .days(1), batch: Int = 500, referenced: @escaping Question
    ) {
        (self.store, self.clock, self.grace, self.batch, self.referenced) = (store, clock, grace, max(1, batch), referenced)
    }

    /// Goes once through all files. A cancelled pass, or one that failed, has done no harm and may be begun anew or gone on with.
    /// - Parameters:
    ///   - after: the `last` of the report up to which an earlier pass came.
    ///   - dryRun: only says what would be done.
    ///   - report: is told after each batch; may wait, to be gentle with the store.
    public func collect(
        after: Digest? = nil, dryRun: Bool = false, report: @Sendable (CollectionReport) async throws -> Void = { _ in }
    ) async throws -> CollectionReport {
        var sum = CollectionReport(last: after)
        // Those that went aside earlier come first, so that one pass never does both steps with a file.
        if after == nil {
            try await finish(&sum, dryRun: dryRun, report: report)
            if !dryRun { try await store.removeBrokenOff(before: clock.now - grace) }
        }
        try await begin(&sum, dryRun: dryRun, report: report)
        return sum
    }

    /// The second step, for all that was set aside.
    private func finish(_ sum: inout CollectionReport, dryRun: Bool, report: (CollectionReport) async throws -> Void) async throws {
        var last: AsideFile?
        while case let page = try await store.listAside(after: last, limit: batch), !page.isEmpty {
            let due = page.filter { $0.at + grace + grace <= clock.now }
            let wanted = due.isEmpty ? [] : try await referenced(Array(Set(due.map(\.digest))))
            for file in due {
                try Task.checkCancellation()
                if wanted.contains(file.digest) {
                    // In its place again, the copy aside has done its duty.
                    if !dryRun, try await store.renew(file.digest) { try await store.remove(file) }
                    sum.broughtBack += 1
                } else {
                    if !dryRun { try await store.remove(file) }
                    sum.removed += 1
                    sum.removedBytes += file.size
                }
            }
            sum.waiting += page.count - due.count
            last = page.last
            try await report(sum)
        }
    }

    /// The first step, for all that lie in their places.
    private func begin(_ sum: inout CollectionReport, dryRun: Bool, report: (CollectionReport) async throws -> Void) async throws {
        while case let page = try await store.list(after: sum.last, limit: batch), !page.isEmpty {
            let old = page.filter { $0.storedAt + grace <= clock.now }
            let wanted = old.isEmpty ? [] : try await referenced(old.map(\.digest))
            for file in old where !wanted.contains(file.digest) {
                try Task.checkCancellation()
                if !dryRun { try await store.setAside(file.digest, at: clock.now) }
                sum.setAside += 1
                sum.setAsideBytes += file.size
            }
            sum.seen += page.count
            sum.tooYoung += page.count - old.count
            sum.referenced += wanted.count
            sum.last = page.last?.digest
            try await report(sum)
        }
    }
}

/// What a pass of the collector found and did, or in a dry run would do.
public struct CollectionReport: Sendable, Hashable {
    /// Files in their places.
    public internal(set) var seen = 0
    /// Of these, those that rows refer to; the young ones are not asked about.
    public internal(set) var referenced = 0
    /// Of these, those put or renewed within the grace period.
    public internal(set) var tooYoung = 0
    /// Of these, those that were set aside now.
    public internal(set) var setAside = 0
    public internal(set) var setAsideBytes = 0
    /// Files aside that are not due yet.
    public internal(set) var waiting = 0
    /// Files aside that rows refer to after all.
    public internal(set) var broughtBack = 0
    /// Files aside that are gone now.
    public internal(set) var removed = 0
    public internal(set) var removedBytes = 0
    /// How far the pass has come through the files in their places.
    public internal(set) var last: Digest?
}

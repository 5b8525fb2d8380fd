import Foundation
import Jobs
import Kernel
import Ledger
import Logging
import NIOCore
import ServiceLifecycle
import Supervision
import UnixSignals
import Web

extension Platform {
    /// Serves until the process is told to stop (SIGINT, SIGTERM); requests and jobs under way are finished first.
    public func serve(onRunning: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
        try await supervision.start()
        let application = web.application { channel in await onRunning(channel.localAddress?.port ?? 0) }
        let ledgerService = LedgerService(sequencer, logger: logger)
        let jobs = jobs
        let group = ServiceGroup(configuration: .init(
            services: [
                .init(service: UntilShutdown { await ledgerService.run() }),
                .init(service: UntilShutdown { await jobs.run() }),
                .init(service: application),
            ],
            gracefulShutdownSignals: [.sigint, .sigterm], logger: logger))
        do {
            try await group.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw Problem("serve.port_taken", .conflict, ["port": "\(web.options.port)"])
        }
        try await close()
    }
}

/// A loop that runs until its task is cancelled, as a service that stops when the program is told to.
private struct UntilShutdown: Service {
    let loop: @Sendable () async -> Void

    func run() async throws { await cancelWhenGracefulShutdown(loop) }
}

import Cases
import Files
import Foundation
import Identity
import Jobs
import Kernel
import Ledger
import Logging
import NIOCore
import ServiceLifecycle
import Storage
import Supervision
import UnixSignals
import Web

/// What a node does. One node does both; of many, some may only answer requests and others only do what follows.
public enum NodeRole: String, Sendable, CaseIterable {
    /// Answers requests.
    case web
    /// Sequences the ledger, lets its readers follow, runs jobs.
    case worker
}

extension Platform {
    /// Serves until the process is told to stop (SIGINT, SIGTERM); requests and jobs under way are finished first.
    /// - Throws: `serve.plain_text` when browsers elsewhere would be answered without TLS; `data.files_apart`, `serve.port_taken`.
    public func serve(
        as roles: Set<NodeRole> = Set(NodeRole.allCases), onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws {
        if roles.contains(.web) { try confirmPrivacy() }
        try await confirmFiles()
        // What uploads left that a crash broke off. In a bucket only its age tells it from an upload that goes on: there the nightly
        // collection removes it.
        if let folder = files as? LocalFileStore { try await folder.removeBrokenOff(before: clock.now - .minutes(1)) }
        var services: [any Service] = []
        if roles.contains(.worker) { services += try await workerServices() }
        if roles.contains(.web) { services += webServices(onRunning) }
        let group = ServiceGroup(configuration: .init(
            services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigint, .sigterm], logger: logger))
        if !roles.contains(.web) { await onRunning(0) }
        do {
            try await group.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw Problem("serve.port_taken", .conflict, ["port": "\(web.options.port)"])
        }
        try await close()
    }

    /// Passwords and identity numbers go to no other machine in the clear: we speak no TLS, so a proxy of the city's must.
    func confirmPrivacy() throws {
        let options = web.options
        guard options.isSecure || NetworkAddress.isThisMachine(options.host) || directory.places.waivers.contains(.plainText) else {
            throw Problem("serve.plain_text", .invalid, ["host": options.host])
        }
    }

    private func workerServices() async throws -> [any Service] {
        try await database.prepareParts(from: clock.now)
        try await upkeep.schedule(.init(after: nil), due: Upkeep.next(after: clock.now))
        try await cases.followCalendar()
        try await supervision.start()
        let ledgerService = LedgerService(sequencer, logger: logger), jobs = jobs
        return [UntilShutdown { await ledgerService.run() }, UntilShutdown { await jobs.run() }]
    }

    /// The web comes last: services stop in the opposite order, so requests under way still find everything at work.
    private func webServices(_ onRunning: @escaping @Sendable (Int) async -> Void) -> [any Service] {
        let following = Following(platform: self, start: foundAt, logger: logger)
        let identity = identity
        var services: [any Service] = [UntilShutdown { await following.run() }, UntilShutdown { await identity.listen() }]
        let logger = logger
        services.append(UntilShutdown {
            await identity.keepSecurityLog { logger.warning("the security log can't be written just now", metadata: ["error": "\($0)"]) }
        })
        if database.engine.name != .sqlite {
            let exchange = RateExchange(self, logger: logger)
            services.append(UntilShutdown { await exchange.run() })
        }
        services.append(web.application { channel in await onRunning(channel.localAddress?.port ?? 0) })
        return services
    }
}

/// A loop that runs until its task is cancelled, as a service that stops when the program is told to.
private struct UntilShutdown: Service {
    let loop: @Sendable () async -> Void

    func run() async throws { await cancelWhenGracefulShutdown(loop) }
}

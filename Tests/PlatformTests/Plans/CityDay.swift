import Cases
import Catalogue
import Files
import Identity
@testable import Jobs
import Kernel
import Ledger
import Licences
import Logging
import Organisations
@testable import Platform
import Signing
import Standards
import Storage
import Supervision
import TestKit
import Testing
import Web

/// Fails, or waits until it is stopped.
private final class Stubborn: JobHandler {
    let kind: String
    private let (stream, continuation) = AsyncStream<Void>.makeStream()

    init(kind: String) { self.kind = kind }

    func run(_ payload: [UInt8]) async throws {
        guard kind == "test.waits" else { throw Problem("test.fails", .fault) }
        continuation.yield()
        try await Task.sleep(for: .seconds(600))
    }

    func begun() async {
        for await _ in stream { break }
    }
}

/// One of everything: every command that people and machines give, and every page that reads rows.
struct CityDay {
    let city: TestCity

    func live() async throws {
        try await people()
        let granted = try await cases()
        try await pages(granted)
        try await calendar()
        try await machines(granted)
        try await seals()
        try await upgrade()
        try await farewells()
    }

    /// Whoever leaves, and what is left open behind him.
    private func farewells() async throws {
        let identity = platform.identity, administrator = Actor.system("staff")
        _ = try await identity.openSessions(of: city.session("wanghai"))
        _ = try await identity.endSessions(of: "wanghai", by: administrator)
        _ = try await identity.endSessions(of: nil, by: administrator)
        _ = try await identity.dismiss("window05", reason: "调离", by: administrator)
    }

    /// What becomes of seals and of their makers.
    private func seals() async throws {
        let seals = platform.organisations.seals, clerk = Actor.system("test")
        let records = try await seals.records(), (first, second) = (records[0], records[1])
        try await seals.withdraw(first.id, reason: "印章遗失", by: clerk)
        _ = try await seals.makeAnew(for: first.body, by: clerk)
        try await seals.revoke(certificate: second.certificate, reason: "私钥泄露", by: clerk)
        let maker = try await seals.stamper(for: first.body).seal.makerCertificate
        try await seals.revoke(certificate: maker.serial, reason: "私钥泄露", by: clerk)
        _ = try await seals.health()
    }

    /// What an upgrade does, with an item as the first release kept it.
    private func upgrade() async throws {
        let code = try city.item().code, now = city.clock.now
        let form = #"{"properties": {"name": {"type": "string", "title": "名称"}}}"#
        var item = try JSON(parsing: Array(JSONText.encode(city.item().item).utf8)).object ?? [:]
        item["form"] = try JSON(parsing: Array(form.utf8))
        let former = JSON.object(item).encoded
        try await platform.database.write { tx in
            try tx.send("DELETE FROM renewal WHERE name = \(Renewal.itemForms.name)")
            try tx.send("UPDATE item_version SET snapshot = \(former) WHERE code = \(code)")
        }
        try await platform.database.renew([.itemForms], at: now)
    }

    /// What a new calendar does with cases whose days would be counted otherwise, and what the night throws away.
    private func calendar() async throws {
        let clerk = try await city.staff("window01"), asked = try await city.submitted(key: "asked-before-the-holiday")
        _ = try await city.submitted(key: "received-before-the-holiday")
        let points = [Correction.Point(key: "floor-plan", reason: "看不清操作间")]
        let request = try RequestKey("asked-once", asking: ["floor-plan"])
        for _ in 0..<2 { _ = try await platform.cases.requestCorrection(asked.id, points, by: clerk.asking(request)) }
        try await platform.cases.followCalendar()
        try await platform.settle()
        try await platform.database.write { tx in
            try tx.send("UPDATE cases SET due_on = '2026-01-05' WHERE id >= \(asked.id)")
            try tx.send("UPDATE calendar_count SET calendar = 'another'")
        }
        try await platform.cases.followCalendar()
        try await platform.supervision.start()
        try await platform.settle()
        city.clock.advance(.days(1))
        try await platform.settle()
        _ = try await platform.cases.forgetRequests()
    }

    private var platform: Platform { city.platform }

    private func people() async throws {
        let identity = platform.identity, clerk = try await city.staff("window01").actor
        let card = CitizenID("41020219850101001X")!, mobile = MobileNumber("13900000009")!
        let seen = try SeenCard(number: card, name: "赵一", isSeen: true)
        _ = try await identity.receive(seen, mobile: nil, seenBy: clerk)
        let visit = try await identity.receive(seen, mobile: mobile, seenBy: clerk)
        // Whoever was recorded at a window registers later, and shows there that the account is his.
        var accounts: [ID<Account>] = []
        for password in ["kzmv-4826-tqhb", "kzmv-4826-tqhc"] {
            let signedIn = try await identity.register(Registration(
                name: "赵一", idNumber: card.text, mobile: mobile.text, password: password, again: password, today: city.clock.today))
            accounts.append(signedIn.session.account.id)
        }
        let walkIn = try await identity.bind(accounts[0], code: identity.counterCode(of: accounts[0]), to: visit).person
        _ = try await identity.visit(of: walkIn.id, to: clerk)
        _ = try await identity.signIn(card.text, password: Secret("kzmv-4826-tqhb"), from: "10.0.0.2")
        let company = try #require(CreditCode("92410202MAKF00015N"))
        let licence = LegalLicence(kind: .business, number: "4102020001", issuedOn: city.clock.today)
        _ = try await identity.legalPerson(company, name: "宋都小厨分店", address: "龙亭区", licence: licence, seenBy: clerk)
        try await identity.authorise(walkIn.id, for: company.text, scope: .apply, items: [city.item().code], by: clerk)
        _ = try await identity.mandates(of: walkIn.id)
        _ = try await identity.account(walkIn.id)
        _ = try await identity.person(byIDNumber: card)
        _ = try await identity.reveal(walkIn.id, .mobile, to: clerk, reason: "电话核实")
        _ = try? await identity.signIn("13800000001", password: Secret("wrong"), from: "10.0.0.1")
        let own = Secret("kzmv-4826-tqhb")
        let device = try await identity.signIn(mobile.text, password: own, from: "10.0.0.2").device
        _ = try await identity.signIn(mobile.text, password: own, from: "10.0.0.2", on: device)
        let renamed = try await identity.reclaim(SeenCard(number: card, name: "赵二", isSeen: true), mobile: nil, seenBy: clerk)
        for claim in try await identity.claims(besides: renamed) { try await identity.void(claim.id, for: renamed) }
        try await audit()
        let session = try await city.session("wanghai")
        if let code = try await identity.mandates(of: ID(trusted: session.actor.id)).first?.legalPerson.code {
            try await identity.changeCapacity(of: session, to: code)
        }
        let token = try await city.token("liujia")
        city.clock.advance(.minutes(2))
        _ = try await identity.session(for: token)
        try await identity.signOut(city.session("liujia"))
        _ = try await identity.demoAccounts()
    }

    /// The security log, by everything that it can be asked for.
    private func audit() async throws {
        let identity = platform.identity, auditor = try await city.session("auditor").actor
        let today = city.clock.today
        for party in [nil, try await identity.securityParty("lixiaomei"), try await identity.securityParty("nobody")] {
            for kind in [nil, SecurityEvent.Kind.failed] {
                for day in [nil, today] {
                    let reading = try await identity.readSecurityLog(SecurityFilter(kind: kind, day: day, party: party), by: auditor)
                    _ = try await reading.page(before: nil, limit: 10)
                    _ = try await reading.page(before: ID(at: city.clock.now, SystemRandom()), limit: 10)
                }
            }
        }
        try await identity.forgetSecurityEvents(before: city.clock.now - .days(184))
        let readers = identity.readers
        try await platform.database.write { tx in for reader in readers { try reader.clear(in: tx) } }
    }

    /// Gives back a case that was granted.
    private func cases() async throws -> Case {
        let cases = platform.cases, granted = try await city.granted()
        let clerk = try await city.staff("window01"), officer = try await city.staff("scjg-officer")
        let corrected = try await city.submitted(key: "to-be-corrected")
        try await platform.settle()
        let points = [Correction.Point(key: "floor-plan", reason: "看不清操作间")]
        _ = try await cases.requestCorrection(corrected.id, points, by: clerk)
        _ = try await cases.supplyCorrection(corrected.id, materials: [city.material("floor-plan")], by: city.person("lixiaomei"))
        _ = try await cases.accept(corrected.id, by: clerk)
        try await cases.judge("floor-plan", of: corrected.id, .accepted, reason: nil, by: officer)
        _ = try await cases.suspend(corrected.id, kind: "inspection", reason: "现场核查", by: officer)
        city.clock.advance(.days(1))
        _ = try await cases.resume(corrected.id, opinion: "核查完毕", by: officer)
        _ = try await cases.reveal(corrected.id, for: .allCases[0], by: officer)
        try await cases.look(at: corrected.id, for: .inspect, by: officer)
        _ = try await cases.open(.material(key: "floor-plan", place: 1), of: corrected.id, by: officer)
        let withdrawn = try await city.submitted(key: "to-be-withdrawn")
        _ = try await cases.withdraw(withdrawn.id, by: city.person("lixiaomei"))
        let draft = try await draft()
        _ = try await cases.change(draft.id, of: draft.account) { $0.materials.append($0.materials[0]) }
        try await platform.database.write { try $0.send("UPDATE draft SET files_noted = 0 WHERE id = \(draft.id)") }
        try await cases.noteFilesOfDrafts()
        _ = try await cases.draft(draft.id, of: draft.account)
        try await cases.discard(draft.id, of: draft.account)
        _ = try await self.draft()
        _ = try await cases.track(query: granted.query, password: granted.password, from: "10.0.0.1")
        _ = try await cases.track(query: granted.number, password: granted.password, from: "10.0.0.1")
        return granted
    }

    private func draft() async throws -> Draft {
        let holder = try await platform.identity.holder(of: city.session("lixiaomei"))
        let item = try city.item()
        let draft = try await platform.cases.beginDraft(
            item, by: city.applicant("lixiaomei"), situation: [:], account: holder.account.id.text)
        let plan = try await city.material("floor-plan")
        return try await platform.cases.change(draft.id, of: draft.account) { $0.materials = [plan] }.draft
    }

    private func pages(_ granted: Case) async throws {
        let licence = try #require(try await platform.licences.find(ofCase: granted.id.text))
        let sights: [(login: String?, paths: [String])] = [
            (nil, ["/", "/verify/\(licence.identifier.text)", "/track"]),
            ("lixiaomei", ["/me", "/me/cases", "/me/cases?before=\(granted.id)", "/me/cases/\(granted.id)", "/me/licences", "/me/messages",
                           "/me/licences/\(licence.id)", "/me/cases/\(granted.id)/receipt.json"]),
            ("window01", ["/window", "/window/todo", "/window/done", "/window/export.csv"]),
            ("scjg-officer", ["/office", "/office?source=online&item=\(granted.itemCode)&region=\(granted.region)",
                              "/office?after=2026-10-09.\(granted.id).2", "/office/done", "/office/done?before=1790000000000.\(granted.id)",
                              "/office/cases/\(granted.id)", "/office/export.csv"]),
            ("scjg-longting-officer", ["/office", "/office/done"]),
            ("supervisor", ["/supervision", "/supervision/cases", "/supervision/cases?after=green.2026-10-09.\(granted.id)",
                            "/supervision/cases/\(granted.id)", "/supervision/export.csv"]),
            ("scjg-chief", ["/supervision", "/supervision/cases", "/office"]),
        ]
        for (login, paths) in sights {
            let browser = try await city.browser(login)
            for path in paths { #expect(try await browser.get(path).status < 500, "\(path)") }
        }
        _ = try await platform.cases.mine(city.person("wanghai").scope, before: granted.id.text)
        let holder = try await platform.identity.holder(of: city.session("lixiaomei"))
        _ = try await platform.licences.mine(holder.sight(at: city.clock.now), before: licence.id.text)
    }

    private func machines(_ granted: Case) async throws {
        try await platform.settle()
        city.clock.advance(.days(40))
        try await platform.supervision.start()
        try await platform.settle()
        for reader in platform.sequencer.readers { try await platform.sequencer.rebuild(reader) }
        _ = try await platform.collection.run()
        _ = try await platform.ledger.read { [platform] tx in
            try platform.cases.referring(to: ["00"], tx).union(platform.licences.referring(to: ["00"], tx))
        }
        _ = try await platform.jobFigures()
        _ = try await platform.reviveAllJobs()
        _ = try? await platform.reviveJob("01K6ZJ5W3V8Q2M4N6P8R0S2T4V")
        _ = try await platform.ledger.receipt(for: platform.ledger.acts(of: granted.subject).elements[0].act.id)
        _ = try await platform.ledger.read { tx in
            let view = LedgerView(tx), size = try view.head()?.size ?? 0
            _ = try view.kinds(in: 0..<size)
            return try (view.act(at: 0), view.consistencyProof(from: 1, to: size))
        }
        _ = try await LedgerAudit(signatures: .newest, trusting: nil, expecting: city.clock.now).run(platform.database)
        try platform.limits.limiter("test", burst: 2, perSecond: 1).admit("10.0.0.1")
        _ = try await RateExchange(platform, logger: Logger(label: "test")).exchange(as: "here", seen: [])
        try await platform.confirmFiles()
        _ = try await platform.cases.entered()
        try await jobs()
        try await publishing(granted)
    }

    /// A job that fails until it is given up, and one that is stopped.
    private func jobs() async throws {
        let failing = Stubborn(kind: "test.fails"), waiting = Stubborn(kind: "test.waits")
        let runner = try JobRunner(platform.queue, database: platform.database, clock: city.clock, handlers: [failing, waiting],
                                   logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await enqueue(failing)
        for _ in 0..<17 {
            try? await runner.drain()
            city.clock.advance(.hours(2))
        }
        try await enqueue(waiting)
        let running = Task { await runner.run() }
        await waiting.begun()
        running.cancel()
        await running.value
        let store = JobStore(database: platform.database), now = city.clock.now
        _ = try await store.nextDue()
        for job in try await store.take(1, now: now, lease: .minutes(10)) {
            _ = try await store.renew(job, until: now + .minutes(10))
            try await store.finish(job, at: now)
            _ = try await store.renew(job, until: now + .minutes(10))
        }
        _ = try await platform.reviveAllJobs()
    }

    private func enqueue(_ handler: Stubborn) async throws {
        try await platform.database.write { [platform] in try platform.queue.enqueue(handler.kind, "", priority: 10, in: $0) }
    }

    private func publishing(_ granted: Case) async throws {
        let file = try #require(platform.folder.file("items/food-operation-permit.json"))
        let text = String(decoding: file, as: UTF8.self).replacing("食品经营许可", with: "食品经营许可（新）")
        _ = try await platform.importItems([Array(text.utf8)], by: .system("test")) { platform.folder.file("items/\($0)") }
        _ = try await platform.catalogue.item(granted.itemCode, version: granted.itemVersion)
        try await platform.catalogue.replace(lifeEvents: platform.catalogue.current.lifeEvents, by: .system("test"))
        try await platform.organisations.load()
    }
}

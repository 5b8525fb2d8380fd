import Kernel

extension Invariant {
    /// 没有无人负责的办件: who must act is somebody who holds a post, or the applicant, or a timer ends the wait.
    static let attention = Invariant("every open case waits for somebody or for a timer") { books in
        let timers = Set(books.jobs.filter { $0.state == "waiting" }.compactMap(\.key))
        return books.cases.filter(\.isOpen).flatMap { entry -> [String] in
            var missing: [String] = []
            if !books.somebody(holds: entry) { missing.append("nobody holds the post \(entry.waitsFor)") }
            let timer = ["received": "case.deem_accepted", "correcting": "case.timer"][entry.phase]
            if let timer, !timers.contains(where: { $0.hasPrefix("\(timer)/\(entry.id)") }) {
                missing.append("no timer \(timer) ends the wait")
            }
            return missing.map { "case \(entry.id) (\(entry.phase)): \($0)" }
        }
    }

    /// 待办数
    static let workLists = Invariant("the work lists count what waits by the acts") { books in
        let waiting = books.waiting
        return books.workCounts.compactMap { count in
            let found = waiting.count { entry in
                entry.role == count.role && count.body.map { $0 == entry.body } ?? true
                    && count.region.map { entry.region.hasPrefix($0) } ?? true
            }
            let place = count.body ?? count.region ?? ""
            return found == count.counted ? nil : "\(count.role) of \(place): the list counts \(count.counted), \(found) cases wait"
        }
    }

    /// 任务不丢
    static let jobs = Invariant("no job is dead, late or lost") { books in
        let keys = Set(books.jobs.compactMap(\.key))
        let stuck = books.jobs.filter { $0.state != "waiting" || $0.dueAt <= books.now }
            .map { "job \($0.kind) is \($0.state), due \($0.dueAt.iso8601)" }
        let lost = books.documents.filter { !$0.isReady && !keys.contains("case.document/\($0.number)") }
            .map { "nobody writes the document \($0.number)" }
        return stuck + lost
    }
}

extension Books {
    /// Who must act on each case, and where it belongs, as its acts say: one for each open work item.
    fileprivate var waiting: [(role: String, body: String, region: String)] {
        let acts = actsOfCases
        return cases.flatMap { entry -> [(role: String, body: String, region: String)] in
            guard let own = acts[entry.id], let item = item(of: entry), let facts = own.last?.facts else { return [] }
            return Replay(item, own).roles.map { ($0, facts["body"] ?? "", facts["region"] ?? "") }
        }
    }

    fileprivate func somebody(holds entry: CaseEntry) -> Bool {
        let roles = entry.waitsFor.split(separator: " ")
        return !roles.isEmpty && roles.allSatisfy { role in
            switch role {
            case "applicant": true
            case "window": posts.contains { $0.roles.contains("window") }
            default: posts.contains { $0.roles.contains(String(role)) && $0.body == entry.body }
            }
        }
    }
}

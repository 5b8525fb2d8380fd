import Kernel
import Organisations

extension Platform {
    /// What the doctor says of seals.
    func sealFindings() async throws -> [Finding] {
        let health = try await organisations.seals.health()
        guard health.isFounded else { return [Finding(what: "the seal authority is there", isWell: false)] }
        let endings = health.endings.map { ending in
            let day = LocalDate(ending.at)
            return ending.at < clock.now
                ? Finding(what: "\(name(ending.thing)) ended on \(day)", isWell: false)
                : Finding(reminder: "\(name(ending.thing)) ends on \(day)\(advice(ending.thing))")
        }
        let waiting = health.without.map { body in
            Finding(what: "\(body) has no seal since its seal was withdrawn; make one: tongban seals --make", isWell: false)
        }
        return [Finding(what: "the seal authority is there", isWell: true)] + endings + waiting
    }

    private func name(_ thing: SealHealth.Ending.Thing) -> String {
        switch thing {
        case .root: "the root certificate of the seals"
        case .maker: "the certificate of the maker of seals"
        case .seal(let body): "the seal of \(body)"
        }
    }

    private func advice(_ thing: SealHealth.Ending.Thing) -> String {
        thing == .root ? "" : "; the nightly upkeep should have replaced it: see tongban jobs"
    }
}

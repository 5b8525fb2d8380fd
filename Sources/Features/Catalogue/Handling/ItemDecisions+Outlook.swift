import Kernel
import Standards

extension ItemDecisions {
    /// What can be said before a form is filled, and while questions are open: everything that may be asked for, with `certain` saying what
    /// will be in any case; only obstacles that stand whatever is answered; the longest time.
    public func outlook(_ answers: [String: String]) -> Ruling {
        let situations = completions(of: answers) ?? []
        let rulings = (situations.isEmpty ? [answers] : situations).map { ruling($0) }
        let isExact = formInputs.isEmpty && !situations.isEmpty
        return rulings.count == 1 && isExact ? rulings[0] : Ruling(of: item, anyOf: rulings, isExact: isExact)
    }

    /// Where one question alone decides whether another is asked: which, and by which answers. A page shows it then, and what is sent all
    /// the same is dropped. `nil` for a question that is always shown.
    public func condition(of question: SituationQuestion) -> (question: String, answers: [String])? {
        guard !asked([:]).contains(question) else { return nil }
        let others = (item.situations?.questions ?? []).filter { $0 != question }
        let deciding = others.filter { other in other.options.contains { asked([other.key: $0.value]).contains(question) } }
        guard deciding.count == 1, let one = deciding.first else { return nil }
        let answers = one.options.map(\.value).filter { asked([one.key: $0]).contains(question) }
        for other in others where other != one {
            for (option, value) in other.options.flatMap({ option in one.options.map { (option.value, $0.value) } })
            where asked([one.key: value, other.key: option]).contains(question) != answers.contains(value) {
                return nil
            }
        }
        return (one.key, answers)
    }
}

extension Ruling {
    /// What several situations have in common, and all that any of them asks for.
    /// - Parameter isExact: Whether these are all there can be. If not, everything of the item may be asked for.
    fileprivate init(of item: ServiceItem, anyOf rulings: [Ruling], isExact: Bool) {
        self.init(of: item)
        certain = rulings.reduce(certain) { $0.intersection($1.certain) }
        reasons = rulings.reduce(into: [:]) { $0.merge($1.reasons) { first, _ in first } }
        obstacles = (rulings.first?.obstacles ?? []).filter { obstacle in rulings.allSatisfy { $0.obstacles.contains(obstacle) } }
        if isExact {
            let needs = Dictionary(grouping: rulings.flatMap(\.materials), by: \.key)
            materials = item.materials.compactMap { material in needs[material.key]?.max { $0.need.rank < $1.need.rank } }
        }
        if let first = rulings.first, rulings.allSatisfy({ $0.fees == first.fees }) { fees = first.fees }
        promised = rulings.map(\.promised).max { $0.count < $1.count } ?? promised
    }
}

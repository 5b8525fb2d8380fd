import Identity
import Kernel
import Standards

/// Somebody who lives in the city. Nobody of this name and number exists.
struct Citizen: Sendable {
    let name: String
    let idNumber: CitizenID
    let mobile: MobileNumber
    let password: String
    /// The legal person that he speaks for, if any.
    let company: LegalPerson?

    /// What has come about by now.
    var account: ID<Account>?
    /// Seen at a window with his card, where he registered.
    var isCertified = false
    var isMandated = false
    /// The token of the session that he opened last.
    var token: String?

    /// What must stand nowhere in the clear.
    var secrets: [String] { [name, idNumber.text, mobile.text] }
}

/// All citizens, made from the seed.
struct Census {
    private let chance: Chance

    init(seed: UInt64) { chance = Chance(seed: seed, "census") }

    /// - Throws: what the standards say of a code that is wrong; it would be a slip here.
    func citizens(_ count: Int) throws -> [Citizen] {
        var names: Set<String> = [], numbers: Set<String> = []
        return try (0..<count).map { place in
            let name = fresh(&names) { surnames.part(chance) + givenNames.part(chance) + givenNames.part(chance) }
            let idNumber = fresh(&numbers) { Self.citizenID(chance) }
            return Citizen(
                name: name, idNumber: try CitizenID(checking: idNumber),
                mobile: try MobileNumber(checking: "199\(padded(place + 1, 8))"), password: "汴河-\(chance.text(10, from: letters))-7",
                company: chance.percent(40) ? company(place) : nil)
        }
    }

    /// An identity number of the city, with its check character.
    static func citizenID(_ chance: Chance) -> String {
        let day = LocalDate(dayNumber: chance.number(-7_000...12_000))
        let seventeen = "41020\(chance.number(2...5))\(day.compact)\(padded(chance.number(1...999), 3))"
        return seventeen + (CitizenID.check(of: seventeen) ?? "")
    }

    private func company(_ place: Int) -> LegalPerson {
        let seventeen = "91410200MAKX\(padded(place, 5))"
        return LegalPerson(
            code: seventeen + (CreditCode.check(of: seventeen) ?? ""), name: "开封市汴梁第 \(place + 1) 商贸有限公司",
            address: "开封市龙亭区模拟路 \(place + 1) 号")
    }

    /// Draws until it is a new one; a city has fewer people than there are names.
    private func fresh(_ taken: inout Set<String>, _ draw: () -> String) -> String {
        for _ in 0..<1000 {
            let drawn = draw()
            if taken.insert(drawn).inserted { return drawn }
        }
        return draw()
    }

    /// Characters that hardly stand side by side in any text of the city, so that a name found there is a name.
    private var surnames: [String] { "欧闵厉暴莘骆苗廖邬慕晁郗蔺糜".map { String($0) } }
    private var givenNames: [String] { "钰琪骁翊沐宸昕玥彧珩昀璟芮祎媛睿铭皓瑾萱淇懿霖筠".map { String($0) } }
    private let letters = "abcdefghjkmnpqrstuvwxyz"
}

extension [String] {
    fileprivate func part(_ chance: Chance) -> String { chance.pick(self) ?? "" }
}

/// The characters a code may use, each worth its place: the numbers that check digits are computed from.
struct Alphabet: Sendable {
    private let letters: [Character]
    private let values: [Character: Int]

    init(_ letters: String) {
        self.letters = Array(letters)
        values = Dictionary(uniqueKeysWithValues: zip(self.letters, 0...))
    }

    func contains(_ letter: Character) -> Bool { values[letter] != nil }

    /// What each character is worth, or `nil` when one is not in the alphabet.
    func values(of text: String) -> [Int]? {
        let found = text.compactMap { values[$0] }
        return found.count == text.count ? found : nil
    }

    subscript(_ value: Int) -> Character { letters[value] }

    static let digits = Alphabet("0123456789")
    static let alphanumeric = Alphabet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    /// GB 32100 leaves out I, O, S, V and Z, which are easily misread.
    static let creditCode = Alphabet("0123456789ABCDEFGHJKLMNPQRTUWXY")
    static let citizenCheck = Alphabet("0123456789X")
}

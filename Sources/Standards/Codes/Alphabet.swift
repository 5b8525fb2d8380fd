/// The letters a code may use, each worth its place: the numbers that check digits are computed from. Letters are scalars of ASCII: as
/// `Character` the Kelvin sign (U+212A) would be a K.
struct Alphabet: Sendable {
    private let letters: [Unicode.Scalar]
    private let values: [Unicode.Scalar: Int]

    init(_ letters: String) {
        self.letters = Array(letters.unicodeScalars)
        values = Dictionary(uniqueKeysWithValues: zip(self.letters, 0...))
    }

    func contains(_ letter: Unicode.Scalar) -> Bool { values[letter] != nil }

    /// What each letter is worth, or `nil` when one is not in the alphabet.
    func values(of text: String) -> [Int]? {
        let letters = text.unicodeScalars, found = letters.compactMap { values[$0] }
        return found.count == letters.count ? found : nil
    }

    subscript(_ value: Int) -> String { String(letters[value]) }

    static let digits = Alphabet("0123456789")
    static let alphanumeric = Alphabet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    /// GB 32100 leaves out I, O, S, V and Z, which are easily misread.
    static let creditCode = Alphabet("0123456789ABCDEFGHJKLMNPQRTUWXY")
    static let citizenCheck = Alphabet("0123456789X")
}

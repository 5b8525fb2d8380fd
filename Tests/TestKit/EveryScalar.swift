/// Every scalar of Unicode beside every sign that means something to a reader of ours. For `Character` many of them make another
/// letter of the sign; for a browser, a spreadsheet and an XML reader it stays what it is.
public enum EveryScalar {
    /// The five of HTML, which are those of XML too.
    public static let markup = "<>&\"'"

    /// Each scalar before and behind each sign, a text for each plane: `ä<ä>ä&ä"ä'ä`. Of the planes that nothing is in, the first.
    public static func texts(around signs: String = markup) -> [String] {
        [0, 1, 2, 3, 4, 14, 15, 16].map { plane in
            let start = UInt32(plane) << 16
            return (start..<start + 0x10000).lazy.compactMap(Unicode.Scalar.init).map(String.init).reduce(into: "") { text, scalar in
                text += scalar
                for sign in signs.unicodeScalars {
                    text.unicodeScalars.append(sign)
                    text += scalar
                }
            }
        }
    }

    /// The scalars that are one `Character` together with a sign that they stand before, or behind.
    public static let joining: [Unicode.Scalar] = (UInt32(0x80)..<0x110000).lazy.compactMap(Unicode.Scalar.init).filter { scalar in
        var pair = String.UnicodeScalarView()
        pair.append(contentsOf: ["=", scalar, "="])
        return String(pair).count < 3
    }
}

extension String {
    /// Without what neither XML nor Pango can carry: control characters and non-characters. Tabs become spaces.
    public var printable: String {
        var clean = UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x0A: clean.append(scalar)
            case 0x09: clean.append(" ")
            case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFDD0...0xFDEF: continue
            default: if scalar.value & 0xFFFE != 0xFFFE { clean.append(scalar) }
            }
        }
        return String(clean)
    }
}

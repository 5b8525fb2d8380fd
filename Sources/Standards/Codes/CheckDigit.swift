/// The check characters of the standards, each over the numeric values of the characters before it.
enum CheckDigit {
    /// GB 32100-2015: weights 3^i modulo 31, the complement to 31.
    static func creditCode(_ values: [Int]) -> Int {
        complement(weighted(values, [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]), to: 31)
    }

    /// GB 11714-1997: eight characters, modulo 11; 10 is written X.
    static func organisationCode(_ values: [Int]) -> Int { complement(weighted(values, [3, 7, 9, 10, 5, 8, 4, 2]), to: 11) }

    /// GB 11643-1999, which is ISO 7064 MOD 11-2: seventeen digits; 10 is written X.
    static func citizenID(_ values: [Int]) -> Int {
        (12 - weighted(values, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11) % 11
    }

    /// ISO/IEC 7064 MOD 37,36 (GB/T 17710), the hybrid system for letters and digits.
    static func mod37_36(_ values: [Int]) -> Int {
        let product = values.reduce(36) { carry, value in
            let sum = (carry + value) % 36
            return (sum == 0 ? 36 : sum) * 2 % 37
        }
        return (37 - product) % 36
    }

    /// ISO/IEC 7812 (Luhn): stays a digit, and catches every single wrong digit and nearly every swap of neighbours.
    static func luhn(_ values: [Int]) -> Int {
        let sum = values.reversed().enumerated().reduce(0) { sum, next in
            let value = next.offset.isMultiple(of: 2) ? next.element * 2 : next.element
            return sum + (value > 9 ? value - 9 : value)
        }
        return complement(sum, to: 10)
    }

    private static func weighted(_ values: [Int], _ weights: [Int]) -> Int { zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } }

    private static func complement(_ sum: Int, to modulus: Int) -> Int { (modulus - sum % modulus) % modulus }
}

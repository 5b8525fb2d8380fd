import Synchronization

/// Where chance comes from: the system's generator, or a seed in tests and in the simulator.
public protocol RandomSource: Sendable {
    func bytes(_ count: Int) -> [UInt8]
}

/// The operating system's cryptographic generator.
public struct SystemRandom: RandomSource {
    public init() {}

    public func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        // Eight at a time: each call of the generator asks the kernel.
        let words = (0..<(count + 7) / 8).map { _ in generator.next() as UInt64 }
        return words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64($0 * 8)) } }.prefix(count).map { $0 }
    }
}

/// The same seed gives the same bytes (SplitMix64). Never for keys.
public final class SeededRandom: RandomSource {
    private let state: Mutex<UInt64>

    public init(seed: UInt64) { state = Mutex(seed) }

    public func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in
            state.withLock { state in
                state &+= 0x9E37_79B9_7F4A_7C15
                var z = state
                z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
                z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
                return UInt8(truncatingIfNeeded: z ^ (z >> 31))
            }
        }
    }
}

extension RandomSource {
    /// A number below `bound`, each equally likely.
    public func number(below bound: Int) -> Int {
        precondition(bound > 0)
        let limit = UInt64.max - UInt64.max % UInt64(bound)
        while true {
            let value = bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            if value < limit { return Int(value % UInt64(bound)) }
        }
    }

    /// That many characters drawn from an alphabet.
    public func text(_ length: Int, from alphabet: String) -> String {
        let letters = Array(alphabet)
        precondition((1...65_536).contains(letters.count))
        // Two bytes a letter, drawn together; those beyond the last whole round would favour the first letters.
        let limit = 65_536 - 65_536 % letters.count
        var text = ""
        var wanted = length
        while wanted > 0 {
            let chance = bytes(2 * wanted)
            for place in stride(from: 0, to: chance.count, by: 2) {
                let number = Int(chance[place]) << 8 | Int(chance[place + 1])
                guard number < limit else { continue }
                text.append(letters[number % letters.count])
                wanted -= 1
            }
        }
        return text
    }
}

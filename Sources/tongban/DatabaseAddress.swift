import Kernel
import Platform
import Web

/// The address of a database as a command was given it.
enum DatabaseAddress {
    /// How it is given without showing a password to whoever lists the machine's processes.
    static let help = "Its password may be in PGPASSWORD or ~/.pgpass; `-` reads the address from the standard input."

    /// - Throws: `data.no_address` when it should come from the standard input and doesn't.
    static func read(_ given: String?, _ resources: ResourceRoot) throws -> String? {
        guard let given else { return nil }
        guard given == "-" else {
            if DataDirectory.Places.holdsPassword(given) {
                Terminal.warn("! \(Terminal.words(Problem("data.password_in_sight", .invalid), resources))")
            }
            return given
        }
        guard let line = readLine()?.trimmed, !line.isEmpty else { throw Problem("data.no_address", .invalid) }
        return line
    }
}

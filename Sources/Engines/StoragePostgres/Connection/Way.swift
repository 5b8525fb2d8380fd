import CPostgres
import Kernel
import Storage

/// Who may be on the way to the server.
enum Way {
    /// Nobody: it is on this machine.
    case home
    /// Somebody, and nothing demands TLS.
    case plainText
    /// Somebody who can't read along, but could pretend to be the server.
    case unchecked
    /// Somebody who can do neither.
    case checked

    /// As libpq will go it, of a connection that was begun.
    init(of handle: OpaquePointer) {
        let options = Self.options(handle)
        // A socket, when it names neither.
        let host = options["hostaddr"] ?? options["host"]
        switch (host.map(NetworkAddress.isThisMachine) ?? true, options["sslmode"] ?? "") {
        case (true, _): self = .home
        case (false, "verify-full"): self = .checked
        case (false, "require"), (false, "verify-ca"): self = .unchecked
        case (false, _): self = options["gssencmode"] == "require" ? .checked : .plainText
        }
    }

    func weaknesses(isEncrypted: Bool) -> [Engine.Weakness] {
        switch self {
        case .home, .checked: []
        case .unchecked: [.uncheckedServer]
        case .plainText: isEncrypted ? [.uncheckedServer] : [.plainText]
        }
    }

    private static func options(_ handle: OpaquePointer) -> [String: String] {
        guard let first = PQconninfo(handle) else { return [:] }
        defer { PQconninfoFree(first) }
        var options: [String: String] = [:], option = first
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val.map({ String(cString: $0) }), !value.isEmpty { options[String(cString: keyword)] = value }
            option += 1
        }
        return options
    }
}

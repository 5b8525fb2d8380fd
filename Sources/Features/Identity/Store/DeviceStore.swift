import Kernel
import Signing
import Storage

/// All SQL about browsers from which accounts were signed in.
enum DeviceStore {
    /// Whether that account was signed in from there since then.
    static func isKnown(_ device: Digest, to account: ID<Account>, since start: Timestamp, _ tx: any Reading) throws -> Bool {
        try tx.row("""
            SELECT seen_at FROM sign_in_device WHERE device = \(device.bytes) AND account = \(account) AND seen_at > \(start)
            """) != nil
    }

    /// The browser has a new token, and this account was signed in from it. Other accounts of the same browser move along.
    static func renew(_ old: Digest?, to new: Digest, for account: ID<Account>, at instant: Timestamp, _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM sign_in_device WHERE seen_at <= \(instant - DeviceToken.memory)")
        if let old { try tx.execute("UPDATE sign_in_device SET device = \(new.bytes) WHERE device = \(old.bytes)") }
        try tx.execute("""
            INSERT INTO sign_in_device (device, account, seen_at) VALUES (\(new.bytes), \(account), \(instant))
            ON CONFLICT (device, account) DO UPDATE SET seen_at = excluded.seen_at
            """)
    }

    /// All but that one are strangers to the account from now on.
    static func forget(_ account: ID<Account>, except device: Digest?, _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM sign_in_device WHERE account = \(account) AND device <> \(device?.bytes ?? [])")
    }
}

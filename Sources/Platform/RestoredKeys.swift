import Backup
import Foundation
import Kernel
import Ledger
import Signing

/// The keys that a data directory is restored with: those in the backup, or those that were kept elsewhere.
struct RestoredKeys: Sendable {
    let files: [OwnFile]
    /// Of the key that signs the ledger's heads.
    let certificate: Certificate

    /// - Parameter folder: where the keys are kept elsewhere; `nil` takes those in the backup.
    /// - Throws: `backup.no_keys` when there are none, `backup.wrong_keys` when they don't fit each other or the backup's ledger.
    init(of backup: Backup.Examined, elsewhere folder: String?) throws {
        files = try folder.map(Self.files) ?? backup.own.filter(\.isKey)
        let bytes = { [files] (name: String) in files.first { $0.name == "keys/\(name)" }?.bytes }
        guard let master = bytes("master.key"), let sealed = bytes("ledger.key"), let pem = bytes("ledger.pem") else {
            throw Problem("backup.no_keys", .invalid)
        }
        do {
            let cipher = try FieldCipher(DataDirectory.masterKey(master))
            certificate = try LedgerKey.open(sealed: sealed, pem: pem, cipher: cipher).certificate
        } catch {
            throw Problem("backup.wrong_keys", .invalid, reason: "\(error)")
        }
        // Keys of another installation fit each other, but have not signed this ledger.
        if folder != nil, let head = backup.manifest.head, head.key != certificate.publicKey.fingerprint {
            throw Problem("backup.wrong_keys", .invalid)
        }
    }

    private static func files(in folder: String) throws -> [OwnFile] {
        ["master.key", "ledger.key", "ledger.pem"].compactMap { name in
            FileManager.default.contents(atPath: "\(folder)/\(name)").map { OwnFile("keys/\(name)", Array($0)) }
        }
    }
}

import Identity
import Kernel
import Ledger
import Organisations
import Signing
import Standards
import Storage
import Threads

/// Electronic licences (电子证照): issued when a case is granted, kept for their holder, verified by anyone.
public final class Licences: Sendable {
    let ledger: Ledger
    /// The city's types of licence.
    public let types: LicenceTypes
    let press: Press
    let seals: SealBook
    let directory: OrganisationDirectory
    /// The address under which the public finds the platform: what a licence's QR code leads to.
    let address: String
    let clock: any Clock
    let random: any RandomSource
    /// Where strangers' files are examined.
    let examining: WorkPool
    let store: LicenceStore

    public init(
        ledger: Ledger, types: LicenceTypes, press: Press, seals: SealBook, directory: OrganisationDirectory, address: String,
        cipher: FieldCipher, clock: any Clock, random: any RandomSource, examining: WorkPool = .single("examining")
    ) {
        (self.ledger, self.types, self.press, self.seals) = (ledger, types, press, seals)
        (self.directory, self.address, self.clock, self.random) = (directory, address, clock, random)
        (self.examining, store) = (examining, LicenceStore(cipher: cipher))
    }
}

// MARK: - Questions

extension Licences {
    /// A holder's licences, the newest first.
    public func mine(_ sight: Sight, before: String? = nil, limit: Int = 20) async throws -> Page<Licence> {
        let found = try await ledger.read { [store] in try store.mine(sight, before: before, limit: limit + 1, $0) }
        return Page(found, limit: limit) { $0.id.text }
    }

    /// One of a holder's licences with its face.
    /// - Throws: `licence.not_found`.
    public func find(
        _ id: Kernel.ID<Licence>, in sight: Sight
    ) async throws -> (licence: Licence, content: LicenceContent) {
        try await ledger.read { [store] tx in
            guard let licence = try store.find(id, in: sight, tx) else {
                throw Problem("licence.not_found", .notFound)
            }
            return (licence, try store.content(of: id, tx))
        }
    }

    /// Of these digests of files, in hexadecimal, those that a licence refers to.
    public func referring(to digests: [String], _ tx: any Reading) throws -> Set<String> { try store.referring(to: digests, tx) }

    /// The licence that a case produced; `nil` while it is being made, or when there is none.
    public func find(ofCase id: String) async throws -> Licence? {
        try await ledger.read { [store] in try store.find(ofCase: id, $0) }
    }

    /// 验证: by identifier, as anyone may ask. Case and spaces don't matter.
    /// - Throws: `licence.not_found` when there is none; what `LicenceIdentifier` says of one that is mistyped.
    public func verify(identifier text: String) async throws -> Licence {
        let identifier: LicenceIdentifier
        do {
            identifier = try LicenceIdentifier(checking: text.filter { !$0.isWhitespace })
        } catch {
            throw error.problem
        }
        guard let licence = try await ledger.read({ [store] in try store.find(identifier: identifier.text, $0) }) else {
            throw Problem("licence.not_found", .notFound)
        }
        return licence
    }
}

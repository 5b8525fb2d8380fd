import Files
import Kernel
import Storage
import Web

extension Cases {
    /// Takes a file in for an application, through whichever door it comes. What may not come is refused before a byte of it is kept,
    /// and of what breaks off nothing is left.
    /// - Parameters:
    ///   - limit: The bytes that this file may have by itself.
    ///   - held: The files that the draft holds already, with those of the same request.
    /// - Throws: `storage.low_space`; `upload.draft_files`, `upload.draft_bytes`, `upload.day_full` when the quota is used up;
    ///   `file.too_large` beyond the file's own limit.
    public func takeIn(
        _ upload: Upload, atMost limit: Int, beside held: [CaseMaterial] = [], by actor: Actor, to files: any FileStore
    ) async throws -> StoredFile {
        try await disks.demandRoom()
        let room = try UploadQuota.room(beside: held), quota = UploadQuota(of: actor), day = LocalDate(clock.now)
        // The whole of it is counted first, so that many at once can't each find the same room.
        let counted = min(limit, room, upload.announced ?? .max)
        guard try await scratch.write({ try UploadStore.reserve(counted, of: actor.id, on: day, within: quota.bytesADay, $0) }) else {
            throw quota.isSpent
        }
        do {
            let stored = try await files.put(upload.bytes, limit: min(limit, room))
            await release(counted - stored.size, of: actor, on: day)
            return stored
        } catch {
            await release(counted, of: actor, on: day)
            if room < limit, (error as? Problem)?.code == "file.too_large" { throw UploadQuota.tooLarge }
            throw error
        }
    }

    /// In a task of its own, since it must be done when the upload was cancelled too. What can't be taken back is forgotten tomorrow.
    private func release(_ bytes: Int, of actor: Actor, on day: LocalDate) async {
        guard bytes > 0 else { return }
        await Task { [scratch] in
            try? await scratch.write { try UploadStore.release(bytes, of: actor.id, on: day, $0) }
        }.value
    }
}

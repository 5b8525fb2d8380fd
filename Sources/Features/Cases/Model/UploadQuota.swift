import Kernel

/// How much may be uploaded (上传限额): enough for the thickest application there is, too little to fill a disk.
public struct UploadQuota: Sendable {
    /// Of one draft: files, and their bytes together.
    public static let files = 200, bytes = 500 << 20
    /// Of one account on one day, in bytes.
    let bytesADay: Int

    /// A clerk scans for everybody who comes to his window.
    init(of actor: Actor) { bytesADay = actor.kind == .staff ? 20 << 30 : 2 << 30 }

    /// How large one more file may be beside those that a draft holds.
    /// - Throws: `upload.draft_files`, `upload.draft_bytes` when there is no room for another.
    public static func room(beside held: [CaseMaterial]) throws -> Int {
        guard held.count < files else { throw Problem("upload.draft_files", .tooLarge, ["limit": "\(files)"]) }
        let room = bytes - held.reduce(0) { $0 + $1.size }
        guard room > 0 else { throw tooLarge }
        return room
    }

    /// - Throws: `upload.draft_files`, `upload.draft_bytes` when these are too many for one application.
    static func check(_ materials: [CaseMaterial]) throws {
        guard let last = materials.last else { return }
        guard last.size <= (try room(beside: materials.dropLast())) else { throw tooLarge }
    }

    static let tooLarge = Problem("upload.draft_bytes", .tooLarge, ["limit": "\(bytes >> 20) MB"])
    var isSpent: Problem { Problem("upload.day_full", .tooLarge, ["limit": "\(bytesADay >> 30) GB"]) }
}

import Cases
import Catalogue
import Files
import Hummingbird
import Kernel
import Signing
import Web

/// Takes the files of a form into a draft, row by row. A file of the wrong kind is passed over and told; the others stay.
struct ReceivedMaterials {
    let cases: Cases
    let files: any FileStore
    let clerk: Actor
    let clock: any Kernel.Clock
    let item: ServiceItem
    private(set) var draft: Draft
    /// What came with this form, beside what the draft held before.
    private(set) var fresh: [CaseMaterial] = []
    private(set) var problems: [FieldProblem] = []

    init(cases: Cases, files: any FileStore, clerk: Actor, clock: any Kernel.Clock, item: ServiceItem, draft: Draft) {
        (self.cases, self.files, self.clerk, self.clock, self.item, self.draft) = (cases, files, clerk, clock, item, draft)
    }

    /// Reads the form to its end; returns its fields.
    /// - Throws: what `TongbanContext.uploads` throws; the files before are in the draft then.
    mutating func read(_ request: Request, _ context: TongbanContext) async throws -> FormInput {
        var limits = UploadLimits()
        (limits.file, limits.parts) = (item.materials.map(\.maxBytes).max() ?? limits.file, 500)
        return try await context.uploads(request, accepts: Set(FileKind.allCases), limits: limits) { upload in try await take(upload) }
    }

    private mutating func take(_ upload: Upload) async throws {
        let key = upload.field.dropFirst("file.".count)
        guard let material = item.materials.first(where: { $0.key == key }) else { return }
        guard material.acceptedKinds.contains(upload.kind) else {
            let formats = material.acceptedFormats.map { $0.uppercased() }.joined(separator: "、")
            problems.append(FieldProblem("material.\(key)", "upload.wrong_type", ["name": upload.fileName, "accepts": formats]))
            return
        }
        let stored = try await cases.takeIn(upload, atMost: material.maxBytes, beside: draft.materials, by: clerk, to: files)
        let place = (draft.materials.filter { $0.key == key }.map(\.place).max() ?? 0) + 1
        let given = CaseMaterial(key: material.key, place: place, fileName: upload.fileName, digest: stored.digest.hex,
                                            size: stored.size, mediaType: upload.kind.mediaType, uploadedAt: clock.now)
        draft.materials.append(given)
        fresh.append(given)
    }
}

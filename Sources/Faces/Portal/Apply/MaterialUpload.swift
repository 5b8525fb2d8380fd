import Cases
import Catalogue
import Files
import Hummingbird
import Kernel
import Signing
import Web

/// What came in with a form of files: those that were right, and what was wrong with the one that wasn't.
struct ReceivedMaterials {
    var files: [CaseMaterial] = []
    var problems: [FieldProblem] = []
    var form = FormInput()
}

extension PortalParts {
    /// Takes files in for materials, each within its own limits and formats, streamed to the store. A file that is refused ends
    /// the reading; what came before it is kept. The field of a material's files is ``Material/uploadField``.
    /// - Parameter held: The files that there are already; together with what comes in they must stay within the quota.
    func receive(
        _ request: Request, _ materials: [Material], beside held: [CaseMaterial], _ context: TongbanContext
    ) async throws -> ReceivedMaterials {
        var received = ReceivedMaterials()
        let byField = Dictionary(materials.map { ($0.uploadField, $0) }) { first, _ in first }
        var limits = UploadLimits()
        limits.file = materials.map(\.maxBytes).max() ?? limits.file
        do {
            received.form = try await context.uploads(request, accepts: Set(materials.flatMap(\.acceptedKinds)), limits: limits) { upload in
                guard let material = byField[upload.field] else { throw Problem("upload.unexpected", .invalid) }
                received.files.append(try await keep(upload, for: material, beside: held + received.files, context))
            }
        } catch let problem as Problem where [.invalid, .tooLarge].contains(problem.kind) {
            let place = problem.fields.first?.field ?? materials.first?.uploadField ?? ""
            received.problems = problem.fields.isEmpty ? [FieldProblem(place, problem.code, problem.arguments)] : problem.fields
        }
        if received.files.isEmpty, received.problems.isEmpty, let first = materials.first {
            received.problems = [FieldProblem(first.uploadField, "apply.materials.none")]
        }
        return received
    }

    private func keep(
        _ upload: Upload, for material: Material, beside held: [CaseMaterial], _ context: TongbanContext
    ) async throws -> CaseMaterial {
        let limit = ["name": upload.fileName, "limit": "\(material.maxBytes >> 20) MB", "accepts": material.formatNames(context)]
        guard material.acceptedKinds.contains(upload.kind) else {
            throw Problem("upload.wrong_type", .invalid, fields: [FieldProblem(material.uploadField, "upload.wrong_type", limit)])
        }
        do {
            let actor = try context.requireSession().actor
            let stored = try await cases.takeIn(upload, atMost: material.maxBytes, beside: held, by: actor, to: files)
            return CaseMaterial(key: material.key, place: 1, fileName: upload.fileName, digest: stored.digest.hex, size: stored.size,
                                mediaType: upload.kind.mediaType, uploadedAt: clock.now)
        } catch let problem as Problem where problem.code == "file.too_large" {
            throw Problem("upload.too_large", .tooLarge, fields: [FieldProblem(material.uploadField, "upload.too_large", limit)])
        }
    }
}

extension Material {
    /// How pages name the field of its files, and that of its promise.
    var uploadField: String { "file.\(key)" }
    var promiseField: String { "promise.\(key)" }

    func formatNames(_ context: TongbanContext) -> String {
        acceptedFormats.map { $0.uppercased() }.joined(separator: context.isEnglish ? ", " : "、")
    }
}

extension [CaseMaterial] {
    /// How many files one material may have.
    static let most = 20

    /// Adds what came in. The same file sent twice is kept once.
    /// - Returns: what is wrong: with a file that was refused, with one too many, or that there was none.
    mutating func take(_ received: ReceivedMaterials) -> [FieldProblem] {
        var problems = received.problems
        for file in received.files where !contains(where: { $0.key == file.key && $0.digest == file.digest }) {
            if count(where: { $0.key == file.key }) < Self.most {
                append(file)
            } else {
                problems.append(FieldProblem("file.\(file.key)", "apply.materials.too_many", ["limit": "\(Self.most)"]))
            }
        }
        renumber()
        return problems
    }

    /// Counts the files of each material from 1.
    mutating func renumber() {
        var last: [String: Int] = [:]
        self = map { file in
            last[file.key, default: 0] += 1
            return CaseMaterial(key: file.key, place: last[file.key] ?? 1, fileName: file.fileName, digest: file.digest, size: file.size,
                                mediaType: file.mediaType, uploadedAt: file.uploadedAt, verdict: file.verdict, reason: file.reason)
        }
    }
}

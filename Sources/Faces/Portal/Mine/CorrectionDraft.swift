import Cases
import Kernel

/// What is being gathered for a correction, until it is supplied at once: a draft under the key of its case. Its item's code says
/// that it is none of the drafts that become cases.
extension Draft {
    private static let mark = "correction/"

    var isCorrection: Bool { itemCode.hasPrefix(Self.mark) }

    static func correction(of id: ID<Case>) -> ID<Draft> { ID(trusted: id.text) }

    /// A correction begun anew, with the answers as they stand in the case.
    static func correction(of file: CaseFile, account: String, at now: Timestamp) -> Draft {
        let record = file.record
        return Draft(id: correction(of: record.id), account: account, itemCode: mark + record.itemCode, itemVersion: record.itemVersion,
                     content: file.content, materials: [], updatedAt: now)
    }
}

extension PortalParts {
    /// What was gathered so far, or a fresh start.
    func correctionDraft(_ file: CaseFile, of account: String) async throws -> Draft {
        do {
            return try await cases.draft(Draft.correction(of: file.record.id), of: account)
        } catch let problem as Problem where problem.code == "draft.not_found" {
            return Draft.correction(of: file, account: account, at: clock.now)
        }
    }
}

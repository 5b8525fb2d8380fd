import Kernel
import Storage

/// Files that case handling refers to, for whoever collects those that nobody refers to.
extension Cases {
    /// Of these digests, in hexadecimal, those that a case, a document or a draft refers to.
    public func referring(to digests: [String], _ tx: any Reading) throws -> Set<String> { try CaseFileReferences.among(digests, tx) }

    /// Notes which files the drafts of earlier releases hold; must be done before anything is collected.
    public func noteFilesOfDrafts() async throws {
        while try await scratch.write({ [drafts] in try drafts.noteOldFiles(limit: 200, $0) }) > 0 {}
    }
}

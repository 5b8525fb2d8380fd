import Cases
import Kernel
import Testing
@testable import Portal

@Suite("Files of a draft") struct MaterialUploadTests {
    private func file(_ key: String, _ digest: String) -> CaseMaterial {
        CaseMaterial(key: key, place: 1, fileName: "\(digest).pdf", digest: digest, size: 1, mediaType: "application/pdf",
                     uploadedAt: Timestamp(milliseconds: 0))
    }

    @Test("files are counted from 1 in each material, and the same file is kept once")
    func take() {
        var materials: [CaseMaterial] = []
        let received = [file("plan", "a"), file("plan", "b"), file("photo", "a"), file("plan", "a")]
        let problems = materials.take(ReceivedMaterials(files: received))
        #expect(problems.isEmpty)
        #expect(materials.map { "\($0.key) \($0.place) \($0.digest)" } == ["plan 1 a", "plan 2 b", "photo 1 a"])
    }

    @Test("one file too many is refused, the others stay")
    func tooMany() {
        var materials: [CaseMaterial] = []
        let problems = materials.take(ReceivedMaterials(files: (0...[CaseMaterial].most).map { file("plan", "\($0)") }))
        #expect(materials.count == [CaseMaterial].most)
        #expect(problems.map(\.code) == ["apply.materials.too_many"])
    }

    @Test("what a refused file leaves behind is its problem, beside the files before it")
    func refused() {
        var materials = [file("plan", "a")]
        let problem = FieldProblem("file.plan", "upload.wrong_type")
        #expect(materials.take(ReceivedMaterials(files: [file("plan", "b")], problems: [problem])) == [problem])
        #expect(materials.map(\.place) == [1, 2])
    }
}

import Cases
import Catalogue
import Kernel
import Web

/// The materials: every row that the item asks for in this situation, and the one that is being looked at.
struct MaterialsPane {
    struct File { let path: String, name: String, isCurrent: Bool }
    struct Row {
        let name: String
        let state: TagView
        let note: String?
        let files: [File]
    }
    struct Viewer {
        let name: String, file: String, path: String, savePath: String
        let isFrame: Bool, isImage: Bool, isOther: Bool
    }
    struct Judging {
        let path: String, reason: String, error: String?
        let phrases: [String]
    }

    let rows: [Row]
    let progress: String
    let viewer: Viewer?
    let judging: Judging?
    /// Asked before the first paper is opened, of whoever hasn't the case in hand.
    let look: FieldView?
    let lookPath: String

    init(_ opened: OpenCase, _ typed: CaseTyped?, _ context: TongbanContext) {
        let materials = opened.file.materials, isEnglish = context.language == .en
        let asked = context.query["material"]
        let current = materials.first { "\($0.key).\($0.place)" == asked } ?? materials.first { $0.verdict == nil } ?? materials.first
        let wanted = opened.ruling.materials
        rows = wanted.map { material in
            let own = materials.filter { $0.key == material.key }
            let files = own.map { file in
                File(path: "\(opened.path)?material=\(percentEncoded("\(file.key).\(file.place)"))#materials", name: file.fileName,
                     isCurrent: file.key == current?.key && file.place == current?.place)
            }
            return Row(name: material.name(english: isEnglish), state: Self.state(material, own, opened.file.content, context),
                       note: own.last { $0.verdict == .returned }?.reason, files: files)
        }
        let keys = Set(materials.map(\.key))
        let judged = keys.count { key in materials.last { $0.key == key }?.verdict != nil }
        progress = context.text("desk.materials.progress", ["judged": "\(judged)", "count": "\(keys.count)"])
        (look, lookPath) = (opened.reason == nil ? context.reasons(typed, "look") : nil, "\(opened.path)/look")
        viewer = (opened.reason == nil ? nil : current).map { file in
            let path = "\(opened.path)/materials/\(percentEncoded(file.key))/\(file.place)"
            let isImage = ["image/jpeg", "image/png", "image/webp"].contains(file.mediaType), isFrame = file.mediaType == "application/pdf"
            return Viewer(name: wanted.first { $0.key == file.key }?.name(english: isEnglish) ?? file.key, file: file.fileName, path: path,
                          savePath: "\(path)?save=1", isFrame: isFrame, isImage: isImage, isOther: !isImage && !isFrame)
        }
        judging = current.flatMap { file in
            guard opened.mayJudge else { return nil }
            let sent = typed?.step == "judge" ? typed : nil
            return Judging(path: "\(opened.path)/materials/\(percentEncoded(file.key))", reason: sent?.form["reason"] ?? "",
                           error: sent?.error("reason", context), phrases: opened.parts.phrases.returns)
        }
    }

    private static func state(_ material: Material, _ files: [CaseMaterial], _ content: CaseContent, _ context: TongbanContext) -> TagView {
        if let file = files.last {
            switch file.verdict {
            case .accepted: return TagView(context.text("desk.verdict.accepted"), .green)
            case .returned: return TagView(context.text("desk.verdict.returned"), .seal)
            case nil: return TagView(context.text("desk.verdict.none"), .blue)
            }
        }
        if material.how == .exempt { return TagView(context.text("desk.material.exempt"), .green) }
        if content.promised.contains(material.key) {
            return TagView(context.text(material.how == .commit ? "desk.material.committed" : "desk.material.deferred"), .amber)
        }
        return TagView(context.text("desk.material.notGiven"))
    }
}

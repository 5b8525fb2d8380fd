import Hummingbird
import Kernel
@testable import Web

/// A feature as small as one can be, with a page of each kind.
struct Demo: Feature {
    static let folder = "Features/Demo"

    /// Routes that one test alone needs.
    var more: @Sendable (Router<TongbanContext>) -> Void = { _ in }

    func routes(_ router: Router<TongbanContext>) {
        more(router)
        router.get("/demo") { _, context in
            try context.page("demo/portal", title: "首页", PortalPage.example, at: "home")
        }
        router.get("/demo/apply") { _, context in
            try context.page("demo/apply", title: "经营场所", ApplyPage(fields(FormInput(), context)), at: "services")
        }
        router.post("/demo/apply") { request, context in
            var form = try await context.form(request)
            _ = form.text("shop", limit: 20)
            _ = form.number("area", in: 1...10_000)
            guard form.isValid else {
                return try context.page("demo/apply", title: "经营场所", ApplyPage(fields(form, context)), status: .unprocessableContent)
            }
            return context.redirect(to: "/demo", notice: "form.saved")
        }
        router.post("/demo/upload") { request, context in
            var taken: [String] = []
            let form = try await context.uploads(request, accepts: FileKind.materials) { upload in
                var count = 0
                for try await chunk in upload.bytes { count += chunk.count }
                taken.append("\(upload.field) \(upload.fileName) \(upload.kind) \(count)")
            }
            return try context.json(["files": taken, "names": form.names])
        }
        router.post("/demo/blind") { _, _ in "done" }
        router.get("/demo/fails") { _, _ -> Response in throw Leak(text: "李晓梅 410202199003077814") }
        router.get("/demo/conflict") { _, _ -> Response in throw Problem("form.summary", .conflict) }
        router.get("/demo/mine") { _, context in try context.requireSession().name }
        router.post("/demo/mine") { _, context in try context.requireSession().name }
        router.get("/demo/board") { _, context in
            try context.page("piece/tag", title: "叫号", TagView("A07", .green), layout: .bare)
        }
        router.get("/demo/office") { _, context in
            try context.require(role: "officer")
            return try context.page("demo/office", title: "待办", OfficePage(), layout: .staff, at: "office.todo",
                                    badges: ["office.todo": "23"])
        }
        router.get("/suggest") { _, context in
            try context.json([["value": context.query["q"], "label": "食品经营许可", "note": "市场监督管理局"], ["value": "酒类", "label": "酒类经营"]])
        }
        router.get("/demo/table") { _, context in
            context.csv("办件 “10月”.csv", header: ["申请人", "事项"], rows: [["=HYPERLINK(1)", "说\"好\""], ["李*梅", "-1"]])
        }
        router.get("/demo/versioned") { _, context in
            try await context.whenChanged(since: "7") { try context.page("demo/portal", title: "首页", PortalPage.example) }
        }
        router.post("/api/v1/echo") { request, context in
            try context.json(try await context.decode([String: Int].self, from: request))
        }
    }

    private func fields(_ form: FormInput, _ context: TongbanContext) -> [FieldView] {
        let fields = [
            FieldView.text("shop", "店名", value: "宋都小厨").with { $0.source = "来自营业执照（9141020…），不用填" },
            FieldView.choice("street", "所在街道", options: [.init("1", "大兴街道"), .init("2", "北道门街道")], value: "1"),
            FieldView.text("door", "门牌号", hint: "写到门牌，例如：宋都御街 12 号").with { $0.autocomplete = "street-address" },
            FieldView.number("area", "经营面积", unit: "平方米"),
            FieldView.radio("kind", "您做哪一种？", options: [.init("catering", "餐饮服务", hint: "餐馆、小吃、饮品"), .init("retail", "食品销售")]),
            FieldView.textarea("note", "补充说明").with { ($0.isRequired, $0.when) = (false, "kind=catering") },
            FieldView.file("plan", "经营场所平面图", hint: "PDF、JPG，可拍照，不超过 20 MB"),
            FieldView.checkbox("promise", "我承诺所填内容真实"),
        ]
        return form.names.isEmpty ? fields : fields.filled(from: form, context)
    }
}

struct Leak: Error { let text: String }

struct PortalPage {
    struct Tile { let icon: String, label: String, path: String }
    struct Row { let name: String, body: String, limit: String, tags: [TagView] }

    let title = "您想办什么？"
    let search = ["path": "/search", "label": "搜索事项", "value": "", "placeholder": "说一句话就行，例如：想开一家小饭店", "suggest": "/suggest"]
    let tiles: [Tile], rows: [Row]
    let crumbs = [LinkView("首页", "/"), LinkView("办事")]
    let pager = PagerView("/demo?kind=1", after: nil, next: "k1")

    static let example = PortalPage(
        tiles: [("birth", "出生"), ("school", "入学"), ("work", "就业"), ("marriage", "结婚"), ("house", "买房"), ("doctor", "看病"),
                ("retire", "退休"), ("afterlife", "身后")].map { Tile(icon: "icon/\($0.0)", label: $0.1, path: "/life/\($0.0)") },
        rows: [
            Row(name: "食品经营许可", body: "市场监督管理局", limit: "8 个工作日 → 承诺 3", tags: [TagView("全程网办", .green)]),
            Row(name: "个体工商户设立登记", body: "市场监督管理局", limit: "即办", tags: [TagView("全程网办", .green), TagView("免证办", .blue)]),
            Row(name: "建筑工程施工许可", body: "住房和城乡建设局", limit: "7 个工作日", tags: [TagView("容缺受理", .amber)]),
        ])
}

struct ApplyPage {
    let form: FormView
    init(_ fields: [FieldView]) {
        form = FormView("/demo/apply", submit: "保存并继续", fields)
    }
}

struct OfficePage {
    struct Row { let light: String, word: String, applicant: String, item: String, due: String }
    let rows = [
        Row(light: "red", word: "超承诺 1 天", applicant: "宋都小厨", item: "食品经营许可（新办）", due: "10月8日"),
        Row(light: "yellow", word: "今天到期", applicant: "汴京茶馆", item: "食品经营许可（变更）", due: "10月9日"),
        Row(light: "", word: "正常", applicant: "李*梅", item: "个体工商户设立登记", due: "10月12日"),
    ]
}

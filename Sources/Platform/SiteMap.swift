import Kernel
import Organisations
import Web

/// What the city's pages are called and where they lie: the menus of the portal and of the desks.
enum SiteMap {
    static func site(_ city: City, _ directory: OrganisationDirectory) -> Site {
        Site(
            name: LocalizedText(city.portal, city.portalEn), host: LocalizedText(city.host, city.hostEn), navigation: navigation,
            desks: desks,
            region: city.region, regionName: { code, _ in directory.region(code)?.name })
    }

    private static let navigation: [Site.Entry] = [
        Site.Entry("home", LocalizedText("首页", "Home"), "/"),
        Site.Entry("items", LocalizedText("办事", "Services"), "/items"),
        Site.Entry("life-events", LocalizedText("一件事", "Life events"), "/life-events"),
        Site.Entry("departments", LocalizedText("部门", "Departments"), "/departments"),
        Site.Entry("track", LocalizedText("查进度", "Track"), "/track"),
        Site.Entry("verify", LocalizedText("验证照", "Verify"), "/verify"),
        Site.Entry("me", LocalizedText("我的", "My space"), "/me"),
    ]

    private static let desks: [Site.Entry] = [
        Site.Entry("window", LocalizedText("综合窗口", "Front desk"), "/window", roles: ["window"], entries: [
            Site.Entry("window.take-in", LocalizedText("收件", "Take in"), "/window"),
            Site.Entry("window.cases", LocalizedText("待受理", "To accept"), "/window/cases"),
            Site.Entry("window.done", LocalizedText("我办过的", "Done by me"), "/window/done"),
        ]),
        Site.Entry("office", LocalizedText("审批办公", "Office"), "/office", roles: ["officer", "chief"], entries: [
            Site.Entry("office.todo", LocalizedText("待办", "To do"), "/office"),
            Site.Entry("office.done", LocalizedText("我办过的", "Done by me"), "/office/done"),
        ]),
        Site.Entry("supervision", LocalizedText("电子监察", "Supervision"), "/supervision", roles: ["supervisor", "chief"], entries: [
            Site.Entry("supervision.today", LocalizedText("今天", "Today"), "/supervision"),
            Site.Entry("supervision.cases", LocalizedText("亮灯", "Lights"), "/supervision/cases"),
        ]),
        Site.Entry("console", LocalizedText("平台管理", "Console"), "/console", roles: ["administrator"], entries: [
            Site.Entry("console.jobs", LocalizedText("后台任务", "Background work"), "/console"),
            Site.Entry("console.seals", LocalizedText("电子印章", "Seals"), "/console/seals"),
        ]),
        Site.Entry("audit", LocalizedText("安全审计", "Audit"), "/console/security", roles: ["auditor"], entries: [
            Site.Entry("audit.security", LocalizedText("安全日志", "Security log"), "/console/security"),
        ]),
    ]
}

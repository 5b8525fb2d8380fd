import Cases
import Kernel
import Organisations
import Standards
import Web

/// How supervision says lights, days, figures and acts in the visitor's language.
extension TongbanContext {
    func word(_ lamp: Lamp) -> String { text("supervision.lamp.\(lamp.rawValue)") }

    func days(_ count: Int) -> String { text("supervision.days", ["days": "\(count)"]) }

    func words(_ limit: Limit) -> String { text("supervision.limit.\(limit.unit.rawValue)", ["days": "\(limit.count)"]) }

    /// 隔 2 小时 5 分; what is shorter than a minute is "不到 1 分钟".
    func words(_ duration: Duration) -> String {
        let minutes = duration.milliseconds / 60_000
        switch minutes {
        case ..<1: return text("supervision.after.moment")
        case ..<60: return text("supervision.after.minutes", ["minutes": "\(minutes)"])
        case ..<1440: return text("supervision.after.hours", ["hours": "\(minutes / 60)", "minutes": "\(minutes % 60)"])
        default: return text("supervision.after.days", ["days": "\(minutes / 1440)", "hours": "\(minutes % 1440 / 60)"])
        }
    }

    /// A step of a deadline's explanation: its dates are said as dates, its holidays in the visitor's language.
    func words(_ step: Deadline.Step) -> String {
        var arguments = step.arguments.mapValues { LocalDate($0).map(longDate) ?? $0 }
        if language == .en { arguments["name"] = arguments["name_en"] ?? arguments["name"] }
        return text(step.key, arguments)
    }

    /// A message that the catalogue may lack, because its key is made of data.
    func text(_ key: String, otherwise: String) -> String {
        let found = text(key)
        return found == key ? otherwise : found
    }
}

extension OrganisationDirectory {
    /// The name of a county by its six digits; what belongs to no county is the city's own.
    func name(ofArea area: String, _ context: TongbanContext) -> String {
        guard let region = region("\(area)000000") else { return area }
        return region.level == .city ? context.text("supervision.area.city", ["name": region.name]) : region.name
    }
}

/// 8,412
func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    let places = digits.indices.map { ($0 > 0 && (digits.count - $0).isMultiple(of: 3) ? "," : "") + String(digits[$0]) }
    return (number < 0 ? "-" : "") + places.joined()
}

/// 99.6%, rounded down, so that only all in time is 100%; a dash when there was nothing.
func percentage(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let tenths = part * 1000 / whole
    return part == whole ? "100%" : "\(tenths / 10).\(tenths % 10)%"
}

import Kernel

/// Schemas that forms of every city need, to be referred to by their address: `{"$ref": "urn:tongban:person"}`.
public enum FormParts {
    public static let documents = SchemaDocuments { parts[$0] }

    static func part(_ address: String) -> JSON? { parts[address] }

    static let addresses = ["urn:tongban:address", "urn:tongban:person", "urn:tongban:legal-person", "urn:tongban:map-point"]

    private static let parts: [String: JSON] = {
        let read = texts.compactMap { try? JSON(parsing: $0.utf8) }
        return Dictionary(read.compactMap { json in json.object?["$id"]?.string.map { ($0, json) } }) { first, _ in first }
    }()

    private static let texts = [
        #"""
        {"$id": "urn:tongban:address", "type": "object", "x-widget": "address", "x-order": ["region", "detail"],
         "required": ["region", "detail"], "additionalProperties": false,
         "properties": {
          "region": {"type": "string", "format": "region-code", "title": "所在区县、街道、社区", "titleEn": "District, street, community"},
          "detail": {"type": "string", "minLength": 2, "maxLength": 100, "title": "门牌号", "titleEn": "Street and number",
                     "description": "写到门牌，例如：宋都御街 12 号。", "descriptionEn": "Down to the house number, such as 12 Songdu Yujie."}}}
        """#,
        #"""
        {"$id": "urn:tongban:person", "type": "object", "x-widget": "person", "x-order": ["name", "idNumber", "mobile"],
         "required": ["name", "idNumber"], "additionalProperties": false,
         "properties": {
          "name": {"type": "string", "minLength": 1, "maxLength": 50, "title": "姓名", "titleEn": "Name"},
          "idNumber": {"type": "string", "format": "citizen-id", "title": "身份证号", "titleEn": "Identity number"},
          "mobile": {"type": "string", "format": "mobile-cn", "title": "手机号码", "titleEn": "Mobile"}}}
        """#,
        #"""
        {"$id": "urn:tongban:legal-person", "type": "object", "x-widget": "legalPerson", "x-order": ["name", "code", "representative"],
         "required": ["name", "code"], "additionalProperties": false,
         "properties": {
          "name": {"type": "string", "minLength": 2, "maxLength": 100, "title": "单位名称", "titleEn": "Name of the organisation"},
          "code": {"type": "string", "format": "uscc", "title": "统一社会信用代码", "titleEn": "Unified social credit code"},
          "representative": {"type": "string", "maxLength": 50, "title": "法定代表人（负责人）", "titleEn": "Legal representative"}}}
        """#,
        #"""
        {"$id": "urn:tongban:map-point", "type": "object", "x-widget": "mapPoint", "x-order": ["longitude", "latitude"],
         "required": ["longitude", "latitude"], "additionalProperties": false,
         "properties": {
          "longitude": {"type": "number", "minimum": 73, "maximum": 136, "title": "经度（CGCS2000）", "titleEn": "Longitude (CGCS2000)"},
          "latitude": {"type": "number", "minimum": 3, "maximum": 54, "title": "纬度（CGCS2000）", "titleEn": "Latitude (CGCS2000)"}}}
        """#,
    ]
}

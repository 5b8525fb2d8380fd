import HTTPTypes
import Testing
@testable import Web

@Suite("Cookies as browsers send them") struct CookieReadingTests {
    @Test("names and values are told apart, the first of a name counts", arguments: [
        ("a=1; b=2", ["a": "1", "b": "2"]), ("a=1;b=2", ["a": "1", "b": "2"]), ("a=x=y; a=2", ["a": "x=y"]), ("a=", ["a": ""]),
        ("a; b=2;", ["b": "2"]), ("", [:]), (";;=", ["": ""]), ("名=值", ["名": "值"]),
    ])
    func pairs(header: String, cookies: [String: String]) {
        #expect(([.cookie: header] as HTTPFields).cookies == cookies)
    }

    @Test("several headers are read as one")
    func headers() {
        var fields = HTTPFields()
        for value in ["a=1", "b=2; a=3"] { fields.append(HTTPField(name: .cookie, value: value)) }
        #expect(fields.cookies == ["a": "1", "b": "2"])
        #expect(HTTPFields().cookies == [:])
    }
}

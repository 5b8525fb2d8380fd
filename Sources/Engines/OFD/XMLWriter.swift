import Kernel

/// Writes the XML of an OFD document. All elements are in the standard's namespace, prefix `ofd`.
struct XMLWriter {
    private(set) var bytes: [UInt8] = Array(#"<?xml version="1.0" encoding="UTF-8"?>"#.utf8)

    /// An attribute without a value is left out.
    typealias Attributes = KeyValuePairs<String, String?>

    /// A whole document.
    static func document(_ root: String, _ attributes: Attributes = [:], _ body: (inout XMLWriter) -> Void) -> [UInt8] {
        var writer = XMLWriter()
        writer.bytes.append(newline)
        writer.open(root, attributes, extra: #" xmlns:ofd="http://www.ofdspec.org/2016""#)
        writer.bytes.append(UInt8(ascii: ">"))
        body(&writer)
        writer.close(root)
        return writer.bytes
    }

    mutating func element(_ name: String, _ attributes: Attributes = [:], _ body: (inout XMLWriter) -> Void) {
        open(name, attributes)
        bytes.append(UInt8(ascii: ">"))
        body(&self)
        close(name)
    }

    mutating func element(_ name: String, _ attributes: Attributes = [:]) {
        open(name, attributes)
        raw("/>")
    }

    mutating func element(_ name: String, _ attributes: Attributes = [:], text: String) {
        element(name, attributes) { $0.escaped(text) }
    }

    /// Text that is known to need no escape, written by the caller: the long rows of numbers of outlines.
    mutating func element(_ name: String, raw body: [UInt8]) {
        element(name) { $0.bytes += body }
    }

    private mutating func open(_ name: String, _ attributes: Attributes, extra: String = "") {
        raw("<ofd:")
        raw(name)
        raw(extra)
        for case (let name, let value?) in attributes {
            raw(" ")
            raw(name)
            raw("=\"")
            escaped(value)
            raw("\"")
        }
    }

    private mutating func close(_ name: String) {
        raw("</ofd:")
        raw(name)
        raw(">")
    }

    private mutating func raw(_ text: String) { bytes += text.utf8 }

    private mutating func escaped(_ text: String) { XMLText.escape(text, in: .attribute, to: &bytes) }
}

private let newline = UInt8(ascii: "\n")

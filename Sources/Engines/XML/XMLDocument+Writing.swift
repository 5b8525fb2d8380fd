import Kernel

extension XMLDocument {
    /// The document as UTF-8, with its declaration and a line feed at the end.
    public var bytes: [UInt8] {
        var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
        for node in prolog { node.write(to: &bytes); bytes.append(UInt8(ascii: "\n")) }
        root.write(to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        for node in epilog { node.write(to: &bytes); bytes.append(UInt8(ascii: "\n")) }
        return bytes
    }

    public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension XMLElement {
    /// The element alone, without a declaration: a part of something larger.
    public var markup: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    func write(to bytes: inout [UInt8]) {
        let tag = prefix.isEmpty ? name : "\(prefix):\(name)"
        bytes += "<\(tag)".utf8
        for attribute in attributes {
            bytes += " \(attribute.prefix)\(attribute.prefix.isEmpty ? "" : ":")\(attribute.name)=\"".utf8
            XMLText.escape(attribute.value, in: .attribute, to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
        guard !nodes.isEmpty else { bytes += "/>".utf8; return }
        bytes.append(UInt8(ascii: ">"))
        for node in nodes { node.write(to: &bytes) }
        bytes += "</\(tag)>".utf8
    }
}

extension XMLNode {
    func write(to bytes: inout [UInt8]) {
        switch self {
        case .element(let element): element.write(to: &bytes)
        case .text(let text): XMLText.escape(text, in: .content, to: &bytes)
        case .comment(let text): bytes += "<!--\(text)-->".utf8
        case .instruction(let text): bytes += "<?\(text)?>".utf8
        }
    }
}

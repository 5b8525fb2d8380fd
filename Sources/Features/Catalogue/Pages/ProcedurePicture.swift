import Kernel
import Web
import Workflow

extension TongbanContext {
    /// A procedure drawn for a page, with how far an instance of it is; said in words for those who don't see it.
    public func picture(of definition: ProcessDefinition, _ instance: ProcessInstance? = nil) -> SafeHTML {
        // A context stays with its request; the picture takes along the texts alone, their places still open.
        let places = Dictionary(uniqueKeysWithValues: ["name", "since", "until"].map { ($0, "{{\($0)}}") })
        let texts = Dictionary(uniqueKeysWithValues: Self.marks.map { mark in
            ("workflow.picture.\(mark)", text("workflow.picture.\(mark)", places))
        })
        let picture = ProcessPicture(definition, instance) { key, arguments in
            arguments.reduce(texts[key] ?? key) { $0.replacing(bytesOf: "{{\($1.key)}}", with: $1.value) }
        }
        return SafeHTML(picture.svg)
    }

    private static let marks = ["done", "active", "held", "cancelled", "ahead", "between"]
}

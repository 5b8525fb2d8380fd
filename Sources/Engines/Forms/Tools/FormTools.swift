import Kernel

/// What the commands do, apart from reading files and writing lines.
public enum FormTools {
    /// Checks values against a schema: for each, its errors as lines `path: keyword: text`, none when it is right.
    /// Throws ``Problem`` for a schema that doesn't compile.
    public static func check(
        _ schema: JSON, _ instances: [JSON], documents: SchemaDocuments = FormParts.documents, today: LocalDate? = nil, texts: FormTexts
    ) throws(Problem) -> [[String]] {
        let compiled: Schema
        do { compiled = try Schema(schema, documents: documents) } catch { throw error.problem }
        return instances.map { instance in
            compiled.errors(in: instance, today: today).map { error in
                let place = error.instancePath.isEmpty ? "/" : error.instancePath
                return "\(place): \(error.keyword): \(texts.text(error.code, error.arguments))"
            }
        }
    }

    /// The lint's findings as lines `fault place: text`.
    public static func lint(_ definition: JSON, texts: FormTexts) -> [String] {
        FormLint.findings(in: definition).map { finding in
            "\(finding.weight.rawValue) \(finding.place.isEmpty ? "/" : finding.place): \(texts.text(finding.code, finding.arguments))"
        }
    }

    /// The whole form as one page of HTML that stands by itself, with every page that may be asked, as an empty form has them.
    /// - Parameter definition: a form, or a schema alone. Throws ``Problem`` when it can't be read.
    public static func preview(_ definition: JSON, title: String, facts: FormFacts = FormFacts(),
        texts: FormTexts) throws(Problem) -> String {
        let isForm = definition.object?["schema"] != nil
        let form = try Form(isForm ? definition : .object(["schema": definition]))
        var context = PageContext(facts: facts, texts: texts)
        context.facts.answers = form.prefilled(facts.answers) { _ in nil }
        let html = FormHTML(context)
        let pages = form.pages.compactMap { definition in form.page(definition.key, context) }.map { page in
            let hint = page.hint.map { "<p class=\"hint\">\(escapeHTML($0))</p>" } ?? ""
            return "<section><h1>\(page.number). \(escapeHTML(page.title))</h1>\(hint)<form>\n\(html.page(page))\n</form></section>"
        }
        return FormPreview.document(title: title, language: texts.isEnglish ? "en" : "zh-CN", body: pages.joined(separator: "\n"))
    }

    /// The entry for fuzzing: a schema and a value from bytes, within small limits. Whatever the bytes are, it comes back.
    public static func fuzz(_ bytes: [UInt8]) {
        var json = JSONLimits()
        (json.size, json.depth, json.numberLength, json.allowsRepeatedNames) = (1 << 16, 64, 200, true)
        guard let parsed = try? JSON(parsing: bytes, limits: json) else { return }
        var options = SchemaOptions()
        (options.limits.depth, options.limits.steps, options.limits.subschemas) = (200, 20_000, 2000)
        let parts = parsed.array ?? [parsed]
        if let schema = try? Schema(parts.first ?? .null, documents: FormParts.documents, options: options) {
            for instance in parts where schema.isValid(instance) != schema.errors(in: instance).isEmpty { assertionFailure("two answers") }
        }
        _ = FormLint.findings(in: parts.first ?? .null)
        if let form = try? Form(parts.first ?? .null) { _ = form.check(parts.last?.object ?? [:]) }
    }
}

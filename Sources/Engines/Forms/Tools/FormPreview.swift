import Kernel

/// The frame of a preview: a document that needs nothing from elsewhere.
enum FormPreview {
    static func document(title: String, language: String, body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="\(language)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(escapeHTML(title))</title>
        <style>
        \(style)
        </style></head><body><main>
        \(body)
        </main><script>
        \(script)
        </script></body></html>

        """
    }

    private static let style = """
        body { margin: 0; background: #f4f6f9; color: #1a1a1a; font: 16px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif }
        main { max-width: 46rem; margin: 0 auto; padding: 1rem }
        section { background: #fff; border: 1px solid #d9dde3; padding: 1rem 1.5rem; margin: 1rem 0 }
        h1 { font-size: 1.4rem; margin: 0 0 .5rem }
        h2 { font-size: 1.1rem; margin: 0; display: inline }
        .field { margin: 1rem 0; min-width: 0; overflow-x: auto }
        label, legend { font-weight: 600 }
        label { display: block }
        .option label { display: inline; font-weight: 400 }
        fieldset { border: 1px solid #d9dde3; padding: .5rem 1rem; margin: 1rem 0; min-width: 0 }
        .hint, .source, .soft, .optional { color: #595959; font-weight: 400; margin: 0 }
        .statement { white-space: pre-line }
        input, select, textarea, button { font: inherit; padding: .4rem; max-width: 100% }
        input[type=text], input[type=date], select, textarea { border: 1px solid #767676 }
        input[type=text], textarea { width: 24rem }
        .error { color: #b3261e; margin: 0 }
        .summary { border: 2px solid #b3261e; padding: 0 1rem }
        fieldset.section, .field > fieldset { border: 0; padding: 0 }
        [aria-invalid=true] { outline: 2px solid #b3261e }
        button { padding: .4rem 1rem; margin-right: .5rem }
        table { border-collapse: collapse }
        th, td { border: 1px solid #d9dde3; padding: .3rem; text-align: left }
        td input[type=text] { width: 8rem }
        .skip { position: absolute; left: -999rem }
        :focus-visible { outline: 3px solid #1a5fb4 }
        """

    /// Shows what applies while one fills. Without it everything that may apply is shown.
    private static let script = """
        const isBox = e => ["checkbox", "radio"].includes(e.type)
        const value = e => e.type === "checkbox" && e.value === "1" ? "true" : e.value
        const named = name => [...document.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
        const answers = name => named(name).filter(e => !isBox(e) || e.checked).map(value)
        const matches = (given, values) => given.some(v => values.includes(v)) || (given.length === 0 && values.includes("false"))
        const holds = c => c.all ? c.all.every(holds) : c.any ? c.any.some(holds) : c.not ? !holds(c.not)
          : c.filled ? answers(c.filled).some(v => v !== "") : matches(answers(c.field), c.in)
        const update = () => document.querySelectorAll("[data-when]").forEach(e => { e.hidden = !holds(JSON.parse(e.dataset.when)) })
        document.addEventListener("input", update)
        document.querySelectorAll("form").forEach(f => f.addEventListener("submit", e => e.preventDefault()))
        update()
        """
}

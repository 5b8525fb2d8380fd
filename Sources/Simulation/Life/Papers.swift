import Cases
import Catalogue
import Files
import Forms
import Identity
import Kernel
import Platform
import Signing

/// What applicants bring with them.
extension Town {
    /// Everything that the item asks for in this situation.
    func application(for item: PublishedItem, _ holder: Holder, _ situation: [String: String]) async throws -> Application {
        let answers = Answers(holder: holder, regions: regions, today: today, chance: chance)
        let values = try answers.values(item.form, situation)
        let wanted = item.decisions.ruling(situation, form: values).materials
        var materials: [CaseMaterial] = []
        for material in wanted where material.how == .upload && (material.need == .required || chance.percent(40)) {
            materials.append(try await upload(material.key, of: holder.account.name))
        }
        let promised = wanted.filter { $0.how == .commit || ($0.how == .upload && $0.need == .deferrable) }.map(\.key)
        return Application(
            situation: situation, values: values, materials: materials,
            promised: promised, declared: true)
    }

    /// A real file; people name files after themselves, and some hand the same one in twice.
    func upload(_ key: String, of name: String) async throws -> CaseMaterial {
        pass()
        let file = try await platform.files.put(Array("%PDF-1.4\n% \(chance.number(1...400))".utf8))
        return CaseMaterial(key: key, place: 1, fileName: "\(name)的材料.pdf", digest: file.digest.hex, size: file.size,
                            mediaType: "application/pdf", uploadedAt: clock.now)
    }

    /// The same with something missing, so that it must be refused.
    func spoilt(_ application: Application, _ published: PublishedItem) throws -> Application {
        let item = published.item
        var spoilt = application
        let required = application.materials.map(\.key).filter { key in item.materials.contains { $0.key == key && $0.mustBeUploaded } }
        // What is known of the holder is filled in for him, whatever he leaves out.
        let given = try published.form.fields.filter { $0.isRequired && $0.prefill == nil && application.values[$0.key] != nil }
        let fields = given.map(\.key).sorted()
        if chance.percent(50), let key = chance.pick(required) {
            spoilt.materials.removeAll { $0.key == key }
        } else if let key = chance.pick(fields) {
            spoilt.values[key] = nil
        } else {
            spoilt.declared = false
        }
        return spoilt
    }
}

import Kernel
import Standards

/// What a citizen gives to register an account, checked. Level L1: the form is right, nobody has looked yet.
public struct Registration: Sendable {
    public let name: String
    public let idNumber: CitizenID
    public let mobile: MobileNumber
    public let password: Secret<String>

    /// - Throws: `Problem.fields` with every fault beside its field: `name`, `idNumber`, `mobile`, `password`, `again`.
    public init(name: String, idNumber: String, mobile: String, password: String, again: String, today: LocalDate) throws {
        var faults: [FieldProblem] = []
        let collect = { (field: String, fault: String?) in if let fault { faults.append(FieldProblem(field, fault)) } }
        let checkedID = StandardField.read("idNumber", idNumber, &faults) { text throws(StandardError) in
            try CitizenID(checking: text, today: today)
        }
        let checkedMobile = StandardField.read("mobile", mobile, &faults) { text throws(StandardError) in
            try MobileNumber(checking: text)
        }
        self.name = NameText.normal(name)
        collect("name", PersonName.fault(in: self.name))
        let personal = [self.name, checkedID?.text ?? idNumber, checkedMobile?.text ?? mobile]
        collect("password", password.isEmpty ? "field.required" : PasswordRule.fault(in: password, personal: personal))
        collect("again", password == again ? nil : "password.differs")
        guard faults.isEmpty, let checkedID, let checkedMobile else { throw Problem.fields(faults) }
        (self.idNumber, self.mobile, self.password) = (checkedID, checkedMobile, Secret(password))
    }
}

/// The names that people have: Chinese ones, with the dot of minorities' names (买买提·艾力), and Latin ones.
enum PersonName {
    /// `field.required` or `name.form`, or `nil`.
    static func fault(in name: String) -> String? {
        if name.isEmpty { return "field.required" }
        let letters = name.unicodeScalars
        guard (2...50).contains(letters.count), letters.contains(where: isLetter) else { return "name.form" }
        return letters.allSatisfy { isLetter($0) || isMark($0) } ? nil : "name.form"
    }

    /// Han characters of every extension, those included that this program's tables don't know yet.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: scalar.isHan
        }
    }

    /// What joins the parts of a name, and the marks that belong to a letter or choose its shape.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark: true
        default: ["·", ".", "'", "’", "-", " "].contains(scalar)
        }
    }
}

/// Reads a field whose form a standard fixes.
enum StandardField {
    static func read<Code>(_ field: String, _ text: String, _ faults: inout [FieldProblem],
                           _ check: (String) throws(StandardError) -> Code) -> Code? {
        if text.trimmed.isEmpty {
            faults.append(FieldProblem(field, "field.required"))
            return nil
        }
        do { return try check(text) } catch {
            faults.append(error.field(field))
            return nil
        }
    }
}

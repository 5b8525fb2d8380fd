import Kernel

extension DecisionModel {
    /// Reads a decision table from the first sheet of a workbook (XLSX); `docs/extend/rules.md` shows how.
    ///
    /// Row 1: the decision's name, and beside it the letters of the hit policy. Row 2: what each column is, `输入`, `输出` or `依据`
    /// (`input`, `output`, `because`). Row 3: the columns' names. Row 4: their types. Then the rules, one a row; alternatives stand on
    /// lines of their own within a cell. Throws `rules.xlsx` with the row where it isn't such a sheet, and what ZIP and XML throw.
    public init(xlsx bytes: [UInt8], limits: Limits = Limits()) throws(Problem) {
        let sheet = try Worksheet(workbook: bytes, limits: limits)
        self = SketchReader.model(try SheetTable(sheet).sketch(), limits: limits)
    }
}

import Web

/// Every form that takes a step carries in it what its page showed.
extension FormInput {
    /// - Throws: `Problem.fields` beside `revision` and `work`.
    public var seen: Seen { get throws { try Seen(revision: Int(self["revision"]), work: Int(self["work"])) } }

    /// - Throws: `Problem.fields` beside `revision`.
    public var seenWhole: Int { get throws { try Seen.whole(Int(self["revision"])) } }
}

import Kernel

extension FEEL {
    /// Works the expression out with the members of an object as its variables; anything else gives it none.
    public func evaluate(json variables: JSON, now: CivilDateTime? = nil) -> (value: JSON, warnings: [Warning]) {
        let result = evaluate(Value(variables).context ?? [:], now: now)
        return (result.value.json, result.warnings)
    }
}

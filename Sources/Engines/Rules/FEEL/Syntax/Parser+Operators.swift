import Decimals

/// From the loosest binding to the tightest (DMN 1.5, grammar rules 1 to 4 and 48 to 54).
extension Parser {
    mutating func expression() throws(SyntaxError) -> Expression {
        try deeper { parser throws(SyntaxError) in try parser.disjunction() }
    }

    private mutating func disjunction() throws(SyntaxError) -> Expression {
        var left = try conjunction()
        while try source.take(word: "or") { left = .or(left, try conjunction()) }
        return left
    }

    private mutating func conjunction() throws(SyntaxError) -> Expression {
        var left = try comparison()
        while try source.take(word: "and") { left = .and(left, try comparison()) }
        return left
    }

    private mutating func comparison() throws(SyntaxError) -> Expression {
        var left = try sum()
        while true {
            if let sign = try comparisonSign() {
                left = .comparison(sign, left, try sum())
            } else if try source.take(word: "between") {
                let low = try sum()
                try expect(word: "and")
                left = .between(left, low, try sum())
            } else if try source.take(word: "in") {
                left = .in(left, try testsOfIn())
            } else {
                return left
            }
        }
    }

    /// `=`, `!=`, `<`, `<=`, `>`, `>=` when next.
    mutating func comparisonSign() throws(SyntaxError) -> Expression.Comparison? {
        for sign in [Expression.Comparison.lessOrEqual, .greaterOrEqual, .unequal, .equal, .less, .greater] {
            if try source.take(sign.rawValue) { return sign }
        }
        return nil
    }

    mutating func sum() throws(SyntaxError) -> Expression {
        var left = try product()
        while true {
            if try source.take("+") {
                left = .arithmetic(.add, left, try product())
            } else if try source.take("-") {
                left = .arithmetic(.subtract, left, try product())
            } else {
                return left
            }
        }
    }

    private mutating func product() throws(SyntaxError) -> Expression {
        var left = try power()
        while true {
            try source.skip()
            if source.peek() == "*", source.peek(1) != "*" {
                source.place += 1
                left = .arithmetic(.multiply, left, try power())
            } else if source.peek() == "/" {
                source.place += 1
                left = .arithmetic(.divide, left, try power())
            } else {
                return left
            }
        }
    }

    private mutating func power() throws(SyntaxError) -> Expression {
        var left = try negation()
        while try source.take("**") { left = .arithmetic(.power, left, try negation()) }
        return left
    }

    private mutating func negation() throws(SyntaxError) -> Expression {
        guard try source.take("-") else { return try instance() }
        let operand = try deeper { parser throws(SyntaxError) in try parser.negation() }
        if case .literal(.number(let number)) = operand { return .literal(.number(number.negated)) }
        return .negation(operand)
    }

    private mutating func instance() throws(SyntaxError) -> Expression {
        var left = try postfix()
        while try source.take(word: "instance") {
            try expect(word: "of")
            left = .instance(left, of: try type())
        }
        return left
    }

    /// Paths, filters and invocations after a value.
    private mutating func postfix() throws(SyntaxError) -> Expression {
        var left = try primary()
        while true {
            try source.skip()
            if source.peek() == ".", source.peek(1) != "." {
                source.place += 1
                left = .path(left, try propertyName())
            } else if source.peek() == "(" {
                left = try arguments(of: left)
            } else if source.peek() == "[", let condition = try filterCondition() {
                left = .filter(left, condition)
            } else {
                return left
            }
        }
    }

    /// What stands between brackets after a value. After the end of a range a bracket may close the range instead (`[1..5[`): then it
    /// is `nil`.
    private mutating func filterCondition() throws(SyntaxError) -> Expression? {
        let start = self
        do {
            source.place += 1
            filters += 1
            defer { filters -= 1 }
            let condition = try within(["item"]) { parser throws(SyntaxError) in try parser.expression() }
            try expect("]")
            return condition
        } catch {
            guard rangeEnds > 0 else { throw error }
            let work = self.work
            self = start
            self.work = work
            return nil
        }
    }
}

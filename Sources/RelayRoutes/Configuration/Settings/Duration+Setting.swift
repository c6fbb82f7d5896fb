import CivilTime

extension Duration {
    /// Reads a duration as a routes file has it: that of CEL, with days of 24 hours as a unit more.
    package init?(setting text: String) {
        var total = Duration.zero
        var rest = text[...]
        while !rest.isEmpty {
            let number = rest.prefix { $0.isNumber || $0 == "." }
            let unit = rest.dropFirst(number.count).prefix { !$0.isNumber }
            guard let term = Duration(text: "\(number)\(unit == "d" ? "h" : unit)") else { return nil }
            total += unit == "d" ? term * 24 : term
            rest = rest.dropFirst(number.count + unit.count)
        }
        self = total
    }
}

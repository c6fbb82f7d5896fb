/// Doubles as the language writes them.
enum DoubleText {
    /// What `string(x)` gives.
    static func general(_ value: Double) -> String {
        value.isFinite ? String(decoding: DecimalDigits(shortest: value).general, as: UTF8.self) : notFinite(value)
    }

    /// What `%s` and `%d` give: never an exponent.
    static func plain(_ value: Double) -> String {
        value.isFinite ? String(decoding: DecimalDigits(shortest: value).plain, as: UTF8.self) : notFinite(value)
    }

    static func notFinite(_ value: Double) -> String {
        value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
    }
}

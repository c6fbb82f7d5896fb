/// All functions that every environment has.
enum StandardLibrary {
    static func functions(timeZones: any TimeZones) -> [Function] {
        [
            Operators.all, Conversions.all, Texts.all, Optionals.all, [Matches.function],
            Times.functions(timeZones: timeZones),
            Searches.all, Rewrites.all, Extremes.all, Rounding.all, Bits.all, Encoders.all, Sets.all, Lists.all,
            Sorting.all, Formatting.all,
        ].flatMap(\.self)
    }
}

extension ValueType {
    static let a = ValueType.parameter("A")
    static let b = ValueType.parameter("B")
}

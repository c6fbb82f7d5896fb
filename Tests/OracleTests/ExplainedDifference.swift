/// A way in which the reference differs from us, and why we stay as we are.
struct ExplainedDifference: Sendable {
    let reason: String
    /// The shortest expression that shows it.
    let example: Sample
    let applies: @Sendable (Disagreement) -> Bool

    static let all: [ExplainedDifference] = asInGo + shortcomings + leftOpen

    init(
        _ reason: String,
        example: String,
        isChecked: Bool = true,
        applies: @escaping @Sendable (Disagreement) -> Bool
    ) {
        self.reason = reason
        self.example = Sample(example, isChecked: isChecked)
        self.applies = applies
    }

    // MARK: What the specification leaves open

    private static let leftOpen: [ExplainedDifference] = [
        ExplainedDifference(
            "string(): how a double or a fraction of a second is spelled; we write times as the Go implementation does.",
            example: "string(duration('1.5s'))"
        ) { $0.spellsSame },
        ExplainedDifference(
            "A constant that cannot be read as a time, a zone, a pattern or a format is reported early, in untaken branches too.",
            example: "true || duration('x') == duration('1s')"
        ) {
            let early =
                "cannot be read as|beyond the range of timestamp|no time zone|the pattern|the format|a precision"
            return $0.sample.isChecked && $0.isRefused(byUsFor: #"^\d+:\d+: .*("# + early + ")")
        },
        ExplainedDifference(
            "Numbers of different types can be ordered without dyn(); the reference has an option for it, which is off.",
            example: "1 < 2u"
        ) {
            let mixed = #"overload for '_[<>]=?_' applied to '\((int|uint|double), (int|uint|double)\)'"#
            return $0.isRefused(byReferenceFor: mixed)
        },
        ExplainedDifference(
            "What is known of a type stays known beside a dyn(); the reference's checker then knows nothing any more.",
            example: "optional.of(1.5).orValue(optional.of(b'').orValue(dyn(1)))"
        ) {
            $0.sample.isChecked && $0.hasExpression(#"dyn|\b[lm]d\b"#)
                && $0.isRefused(byUsFor: #"^\d+:\d+: no such overload"#)
        },
        ExplainedDifference(
            "math.greatest() and least() of lists, and of more than two arguments, are checked when they run.",
            example: "true || math.least(1, 2, [3]) == 1"
        ) {
            let early = "found no matching overload|arguments must be numeric|invalid single argument"
            return $0.hasExpression(#"math\s*\.\s*(greatest|least)"#) && $0.isRefused(byReferenceFor: early)
        },
        ExplainedDifference(
            "A sign before the smallest integer belongs to it, so that a second one is a matter of overflow.",
            example: "true || --9223372036854775808 == 1"
        ) { $0.hasExpression("--") && $0.isRefused(byReferenceFor: "invalid int literal") },
        ExplainedDifference(
            "optFlatMap's body must be an optional, also where only the value can tell.",
            example: "optional.of(1).optFlatMap(x, x)",
            isChecked: false
        ) { $0.isRefused(byUsFor: "optFlatMap needs an optional") },
    ]

    // MARK: What we do as the Go implementation, or more strictly

    private static let asInGo: [ExplainedDifference] = [
        ExplainedDifference("The reference allows space around a number or a time.", example: "int(' 1')") {
            $0.isRefused(byUsFor: #"'((\s|\\[tnr]).*|.*(\s|\\[tnr]))' cannot be read as (int|uint|double|timestamp)"#)
        },
        ExplainedDifference("The reference skips space in base64.", example: "base64.decode(' YQ==')") {
            $0.isRefused(byUsFor: #"'.*(\s|\\[tnr]).*' is not base64"#)
        },
        ExplainedDifference("The reference does not know bool('T') and bool('F').", example: "bool('T')") {
            $0.hasExpression(#"[TF]|\\"#) && $0.isRefused(byReferenceFor: "from 'string' to 'bool'")
        },
        ExplainedDifference("The reference knows only us for a microsecond.", example: "duration('1µs')") {
            $0.hasExpression(#"[µμ\\]"#) && $0.isRefused(byReferenceFor: "String to Duration conversion failed")
        },
        ExplainedDifference(
            "The reference turns a leap second into the next minute's first second.",
            example: "timestamp('2016-12-31T23:59:60Z')"
        ) { $0.isRefused(byUsFor: ":60.* cannot be read as timestamp") },
        ExplainedDifference(
            "The reference reads parts of a time that have too few digits or too many.",
            example: "timestamp('2020-1-01T00:00:00Z')"
        ) { $0.isRefused(byUsFor: #"([-T:]\d[-T:.Z+]|'(\d{1,3}|\d{5,})-).* cannot be read as timestamp"#) },
        ExplainedDifference(
            "A fixed zone has two digits for its hours and less than a day; the reference takes any.",
            example: "timestamp(0).getHours('+5:30')"
        ) { $0.isRefused(byUsFor: #"no time zone '[-+]?(\d|2[4-9]|[3-9]\d):\d+'"#) },
        ExplainedDifference(
            "A pattern is matched by characters; `\\C`, a single byte, is refused.",
            example: #"'a'.matches('\\C')"#
        ) { $0.isRefused(byUsFor: #"\\C. is not supported"#) },
        ExplainedDifference("A double beyond the range is an error, not infinity.", example: "1e400") {
            $0.isRefused(byUsFor: "is beyond the range of double")
        },
        ExplainedDifference(
            "Looking in a map for what could not be its key gives false.",
            example: "dyn(null) in {'a': 1}"
        ) { $0.isRefused(byReferenceFor: "No matching overloads found : @in") },
    ]
}

extension ExplainedDifference {
    /// Where the reference does less than it should, or the Python around it shows less than there is.
    static let shortcomings: [ExplainedDifference] = [
        ExplainedDifference(
            "A duration beyond 292 years is cut off by the reference, and computed with.",
            example: "timestamp(0) - duration('20000034h')"
        ) { $0.hasExpression("duration") && $0.isRefused(byUsFor: "beyond (the years|292 years)") },
        ExplainedDifference(
            "format() spells times and doubles in full; that of the reference drops zeros and digits.",
            example: "'%s'.format([timestamp('0001-03-07T00:00:00Z')])"
        ) { $0.hasExpression(#"\.\s*format\("#) && $0.isOfTexts },
        ExplainedDifference(
            "substring() up to a string's very end fails in the reference where there is a character of several bytes, or none.",
            example: "'abc'.substring(1, 3)"
        ) { $0.isRefused(byReferenceFor: "substring.*<end> is greater than") },
        ExplainedDifference(
            "An empty optional or list has a type yet open, for which the reference's checker takes the first that it tries.",
            example: "['a'] + [].sort()"
        ) {
            let early = "found no matching overload|cannot be the (range|operand)|expected type 'optional_type\\(dyn"
            return $0.hasExpression(#"none\(\)|\[\]|\{\}"#) && $0.isRefused(byReferenceFor: early)
        },
        ExplainedDifference(
            "What flatten() gives is of no known type to the reference's checker.",
            example: "[[1]].flatten() + ['a']"
        ) { $0.hasExpression(#"flatten\(\)"#) && $0.isRefused(byUsFor: "no such overload|has no field") },
        ExplainedDifference(
            "The reference lets nothing be unpacked whose type is open.",
            example: "[?dyn(optional.of(1))]"
        ) {
            $0.isRefused(byReferenceFor: #"expected type 'optional_type\(dyn\)' but found 'dyn'"#)
        },
        ExplainedDifference(
            "A key that stands twice fails the whole expression, even in a term that does not count.",
            example: "{1: 1, 1: 2} == {} || true"
        ) { $0.isRefused(byReferenceFor: "duplicate key in map") },
        ExplainedDifference("Where NaN goes in an order is nowhere said.", example: "[2.0, 0.0 / 0.0, 1.0].sort()") {
            $0.hasExpression(#"sort\("#) && $0.hasNaN
        },
        ExplainedDifference("The reference still converts a bool to an int.", example: "int(true)", isChecked: false) {
            $0.isRefused(byUsFor: #"no such overload: int\(bool\)"#)
        },
        ExplainedDifference(
            "The Go implementation's existsOne for one variable is not in the reference.",
            example: "[1].existsOne(x, x == 1)"
        ) { $0.hasExpression("existsOne") && $0.isRefused(byReferenceFor: "undeclared reference|No value with name") },
        ExplainedDifference("Python's maps do not tell true from 1.", example: "{true: 'a', 1: 'b'}") {
            $0.isOfMergedKeys
        },
        ExplainedDifference(
            "The reference's checker knows the type dyn, but its runtime has no value for it.",
            example: "dyn"
        ) { $0.isRefused(byReferenceFor: #"No value with name "dyn""#) },
    ]
}

extension CELForm {
    /// The language's own operators and functions.
    static let language: [CELForm] =
        arithmetic + comparisons + logic + conversions + containers + optionals

    private static let numbers: [CELType] = [.int, .uint, .double]

    private static func same(_ types: [CELType]) -> [(CELType, CELType, CELType)] { types.map { ($0, $0, $0) } }

    private static let arithmetic: [CELForm] =
        infix(
            "+",
            .sum,
            same(numbers + [.string, .bytes, .duration, .list(.any("A"))])
                + [(.timestamp, .duration, .timestamp), (.duration, .timestamp, .timestamp)]
        )
        + infix(
            "-",
            .sum,
            same(numbers + [.duration])
                + [(.timestamp, .timestamp, .duration), (.timestamp, .duration, .timestamp)]
        )
        + infix("*", .product, same(numbers)) + infix("/", .product, same(numbers))
        + infix("%", .product, same([.int, .uint])) + [.prefix("-", .int), .prefix("-", .double)]

    private static let comparisons: [CELForm] = {
        let ordered: [CELType] = numbers + [.bool, .string, .bytes, .timestamp, .duration]
        let pairs =
            ordered.map { ($0, $0) } + numbers.flatMap { [($0, .number), (.number, $0)] } + [(.number, .number)]
        let orders = ["<", "<=", ">", ">="].flatMap { sign in
            infix(sign, .relation, pairs.map { ($0.0, $0.1, .bool) })
        }
        let equalities = ["==", "!="].flatMap { sign in
            infix(
                sign,
                .relation,
                [
                    (.any("A"), .any("A"), .bool), (.dyn, .dyn, .bool), (.dyn, .any("A"), .bool),
                    (.number, .number, .bool),
                ]
            )
        }
        // Equality is the richer subject: it reaches into containers and across types.
        return orders + equalities + equalities + equalities
    }()

    private static let logic: [CELForm] =
        infix("&&", .and, same([.bool, .bool, .bool])) + infix("||", .or, same([.bool, .bool, .bool]))
        + [.prefix("!", .bool), .prefix("!", .bool)]

    private static let conversions: [CELForm] =
        [
            ("bool", .bool, [.bool, .wording(.truth)]), ("bytes", .bytes, [.bytes, .string]),
            ("double", .double, [.double, .int, .uint, .wording(.number)]),
            ("int", .int, [.int, .uint, .double, .wording(.number), .timestamp]),
            ("uint", .uint, [.uint, .int, .double, .wording(.number)]),
            ("string", .string, [.string, .bool, .int, .uint, .bytes]),
            ("string", .spelling, [.double, .timestamp, .duration]),
            ("timestamp", .timestamp, [.timestamp, .wording(.timestamp), .int]),
            ("duration", .duration, [.duration, .wording(.duration)]), ("type", .type, [.any("A")]),
            ("dyn", .dyn, [.any("A")]),
        ]
        .flatMap { (name: String, result: CELType, types: [CELType]) in
            types.map { .global(name, $0, gives: result) }
        }

    private static let containers: [CELForm] =
        [.string, .bytes, .list(.any("A")), .map(.any("K"), .any("A"))].flatMap {
            [.global("size", $0, gives: .int), .member("size", $0, gives: .int)]
        }
        + ["contains", "startsWith", "endsWith"].map { .member($0, .string, .string, gives: .bool) }
        + infix(
            "in",
            .relation,
            [
                (.any("A"), .list(.any("A")), .bool), (.any("K"), .map(.any("K"), .any("A")), .bool),
                (.dyn, .list(.any("A")), .bool), (.dyn, .map(.any("K"), .any("A")), .bool),
            ]
        )

    private static let optionals: [CELForm] = [
        .global("optional.none", gives: .optional(.any("A"))),
        .global("optional.of", .any("A"), gives: .optional(.any("A"))),
        .global("optional.ofNonZeroValue", .any("A"), gives: .optional(.any("A"))),
        .member("hasValue", .optional(.any("A")), gives: .bool),
        .member("value", .optional(.any("A")), gives: .any("A")),
        .member("or", .optional(.any("A")), .optional(.any("A")), gives: .optional(.any("A"))),
        .member("orValue", .optional(.any("A")), .any("A"), gives: .any("A")),
    ]
}

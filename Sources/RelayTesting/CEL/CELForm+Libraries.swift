extension CELForm {
    static let timeParts: [CELForm] = {
        let ofBoth = ["getHours", "getMinutes", "getSeconds", "getMilliseconds"]
        let ofTimestamps =
            ofBoth + ["getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear"]
        return ofTimestamps.flatMap { name -> [CELForm] in
            [.member(name, .timestamp, gives: .int), .member(name, .timestamp, .wording(.zone), gives: .int)]
        } + ofBoth.map { .member($0, .duration, gives: .int) }
    }()

    static let strings: [CELForm] =
        [
            .member("charAt", .string, .place, gives: .string),
            .member("indexOf", .string, .string, gives: .int),
            .member("indexOf", .string, .string, .place, gives: .int),
            .member("lastIndexOf", .string, .string, gives: .int),
            .member("lastIndexOf", .string, .string, .place, gives: .int),
            .member("join", .list(.string), gives: .string), .member("join", .list(.string), .string, gives: .string),
            .member("replace", .string, .string, .string, gives: .string),
            .member("replace", .string, .string, .string, .place, gives: .string),
            .member("split", .string, .string, gives: .list(.string)),
            .member("split", .string, .string, .place, gives: .list(.string)),
            .member("substring", .string, .place, gives: .string),
            .member("substring", .string, .place, .place, gives: .string),
            .global("strings.quote", .string, gives: .string),
            .member("format", .wording(.format), .list(.dyn), gives: .string),
        ] + ["lowerAscii", "upperAscii", "trim", "reverse"].map { .member($0, .string, gives: .string) }

    static let math: [CELForm] = {
        let numbers: [CELType] = [.int, .uint, .double]
        let extremes = ["math.greatest", "math.least"].flatMap { name in
            numbers.flatMap { number -> [CELForm] in
                [
                    .global(name, number, gives: number), .global(name, number, number, gives: number),
                    .global(name, number, number, number, gives: number), .global(name, .list(number), gives: number),
                ]
            }
        }
        let rounding = ["ceil", "floor", "round", "trunc"].map { name -> CELForm in
            .global("math.\(name)", .double, gives: .double)
        }
        let tests = ["isInf", "isNaN", "isFinite"].map { name -> CELForm in
            .global("math.\(name)", .double, gives: .bool)
        }
        let signs = numbers.flatMap { number -> [CELForm] in
            [.global("math.abs", number, gives: number), .global("math.sign", number, gives: number)]
        }
        let bits = [CELType.int, .uint].flatMap { number -> [CELForm] in
            ["bitAnd", "bitOr", "bitXor"].map { .global("math.\($0)", number, number, gives: number) }
                + ["bitShiftLeft", "bitShiftRight"].map { .global("math.\($0)", number, .place, gives: number) }
                + [.global("math.bitNot", number, gives: number)]
        }
        let roots = numbers.map { CELForm.global("math.sqrt", $0, gives: .double) }
        return extremes + rounding + tests + signs + bits + roots
    }()

    static let encoders: [CELForm] = [
        .global("base64.encode", .bytes, gives: .string),
        .global("base64.decode", .wording(.base64), gives: .bytes),
    ]

    static let lists: [CELForm] =
        [
            .member("slice", .list(.any("A")), .place, .place, gives: .list(.any("A"))),
            .member("flatten", .list(.list(.any("A"))), gives: .list(.any("A"))),
            .member("distinct", .list(.any("A")), gives: .list(.any("A"))),
            .member("reverse", .list(.any("A")), gives: .list(.any("A"))),
            .member("first", .list(.any("A")), gives: .optional(.any("A"))),
            .member("last", .list(.any("A")), gives: .optional(.any("A"))),
            .global("lists.range", .place, gives: .list(.int)),
        ]
        + [CELType.int, .uint, .double, .bool, .string, .bytes, .timestamp, .duration].map {
            .member("sort", .list($0), gives: .list($0))
        }

    static let sets: [CELForm] = ["contains", "equivalent", "intersects"].map {
        .global("sets.\($0)", .list(.any("A")), .list(.any("A")), gives: .bool)
    }

    static let patterns: [CELForm] = [
        .member("matches", .string, .wording(.pattern), gives: .bool),
        .global("matches", .string, .wording(.pattern), gives: .bool),
    ]
}

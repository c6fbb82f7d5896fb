/// A variable that generated expressions use, and typed values to bind it to.
package struct CELVariable: Sendable {
    package let name: String
    package let type: CELType
    /// Typed values as JSON texts, such as `{"int":"1"}`.
    package let values: [String]

    /// The variables that all generated expressions share.
    package static let all: [CELVariable] = [
        CELVariable(
            "i",
            .int,
            ["0", "1", "-1", "7", "9223372036854775807", "-9223372036854775808", "9007199254740993"]
        ),
        CELVariable("j", .int, ["2", "-3", "10", "4294967296", "9007199254740992"]),
        CELVariable("u", .uint, ["0", "1", "42", "18446744073709551615", "9223372036854775808"]),
        CELVariable("d", .double, ["0.0", "-0.0", "1.5", "nan", "inf", "-inf", "1e300", "9007199254740992.0"]),
        CELVariable("e", .double, ["-2.25", "0.1", "1e-320", "9223372036854775808.0"]),
        CELVariable("b", .bool, texts: ["true", "false"]),
        CELVariable("s", .string, texts: [#""""#, #""abc""#, #""é😀e\u0301""#, #""a\nb""#, #""x,y,z""#]),
        CELVariable("t", .string, texts: [#""b""#, #""A quick fox""#, #""\u0001\u00ff""#, #""12""#]),
        CELVariable("y", .bytes, texts: ["[]", "[97,98]", "[255,1,195]", "[195,169]"]),
        CELVariable(
            "li",
            .list(.int),
            texts: [
                "[]", #"[{"int":"1"},{"int":"2"},{"int":"3"}]"#, #"[{"int":"-5"},{"int":"-5"}]"#,
            ]
        ),
        CELVariable("ls", .list(.string), texts: ["[]", #"[{"string":"a"},{"string":"b"}]"#, #"[{"string":""}]"#]),
        CELVariable(
            "ld",
            .list(.dyn),
            texts: [
                #"[{"int":"1"},{"double":"1.0"},{"string":"1"},{"null":null}]"#,
                #"[{"list":[{"int":"1"}]},{"bool":true}]"#,
            ]
        ),
        CELVariable(
            "ms",
            .map(.string, .int),
            texts: [
                "[]", #"[[{"string":"a"},{"int":"1"}],[{"string":"b"},{"int":"2"}]]"#,
                #"[[{"string":"k v"},{"int":"0"}]]"#,
            ]
        ),
        CELVariable(
            "mi",
            .map(.int, .string),
            texts: ["[]", #"[[{"int":"1"},{"string":"one"}],[{"int":"0"},{"string":""}]]"#]
        ),
        CELVariable(
            "md",
            .map(.string, .dyn),
            texts: [
                #"[[{"string":"a"},{"map":[[{"string":"b"},{"int":"3"}]]}],[{"string":"c"},{"null":null}]]"#,
                #"[[{"string":"a"},{"list":[{"double":"2.5"}]}],[{"string":"b"},{"string":"x"}]]"#,
            ]
        ),
        CELVariable(
            "at",
            .timestamp,
            texts: [
                #"{"seconds":"0","nanos":0}"#, #"{"seconds":"1583020799","nanos":999999000}"#,
                #"{"seconds":"-62135596799","nanos":0}"#, #"{"seconds":"253402300799","nanos":0}"#,
            ]
        ),
        CELVariable(
            "span",
            .duration,
            texts: [
                #"{"seconds":"0","nanos":0}"#, #"{"seconds":"5400","nanos":500000000}"#,
                #"{"seconds":"-1","nanos":-1000}"#,
                #"{"seconds":"86400000","nanos":0}"#,
            ]
        ),
    ]

    private init(_ name: String, _ type: CELType, _ numbers: [String]) {
        self.init(name, type, texts: numbers.map { "\"\($0)\"" })
    }

    private init(_ name: String, _ type: CELType, texts: [String]) {
        self.name = name
        self.type = type
        let label = String(type.name.prefix { $0 != "<" })
        values = texts.map { "{\"\(label)\":\($0)}" }
    }
}

extension WrongRoutes {
    /// Durations that no delivery could live with, or that nobody can read. A JSON Schema takes them.
    static let durations = [
        WrongRoutes(
            #"{"destinations": {"a": {"api": "b", "timeout": §"0s"}}}"#,
            "out-of-range",
            fact: #""0s" is outside of 100ms to 1d"#,
            remedy: "Write a duration from 100ms to 1d."
        ),
        WrongRoutes(#"{"destinations": {"a": {"api": "b", "timeout": §"99ms"}}}"#, "out-of-range"),
        WrongRoutes(#"{"destinations": {"a": {"api": "b", "timeout": §"24h1ms"}}}"#, "out-of-range"),
        WrongRoutes(#"{"destinations": {"a": {"api": "b", "timeout": §"9223372036854775807h"}}}"#, "out-of-range"),
        WrongRoutes(
            #"{"destinations": {"a": {"api": "b", "retry": {"age": §"100000000d"}}}}"#,
            "out-of-range",
            fact: #""100000000d" is outside of 1s to 36500d"#,
            remedy: "Write a duration from 1s to 36500d."
        ),
        WrongRoutes(#"{"destinations": {"a": {"api": "b", "retry": {"age": §"0s"}}}}"#, "out-of-range"),
        WrongRoutes(#"{"service": {"limits": {"request": §"0s"}}}"#, "out-of-range"),
        WrongRoutes(#"{"service": {"limits": {"idle": §"99ms"}}}"#, "out-of-range"),
        WrongRoutes(#"{"lookups": {"a": {"destination": "b", "call": "c", "keep": §"36501d"}}}"#, "out-of-range"),
        WrongRoutes(
            #"{"routes": [{"name": "a", "from": "b", "on": "c", "send": [{"to": "d", "call": "e", "expires": §"100000000d"}]}]}"#,
            "out-of-range"
        ),
    ]
}

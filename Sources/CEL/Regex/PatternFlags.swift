/// The flags that `(?ims)` and the like set for the rest of a group.
struct PatternFlags {
    /// `i`: letters match in either case.
    var ignoresCase = false
    /// `m`: `^` and `$` hold at the start and end of each line too.
    var hasLines = false
    /// `s`: `.` matches a newline too.
    var dotTakesNewline = false

    /// Sets or clears the flag of that letter; says whether there is one.
    mutating func set(_ letter: Unicode.Scalar, to isSet: Bool) -> Bool {
        switch letter {
        case "i": ignoresCase = isSet
        case "m": hasLines = isSet
        case "s": dotTakesNewline = isSet
        case "U": break  // Which repetitions are lazy decides what is matched, never whether.
        default: return false
        }
        return true
    }
}

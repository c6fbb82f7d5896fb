/// Why some bytes are no time zone that can be used.
package enum ZoneRulesError: Error, Equatable, CustomStringConvertible {
    /// The bytes do not begin as TZif does.
    case notTZif
    /// The file is of a version later than 4.
    case unknownVersion(UInt8)
    /// The bytes end before what the header counts.
    case truncated
    /// The counts of the header contradict RFC 8536.
    case wrongCounts
    /// The file counts leap seconds, as those in `right/` do; a `Timestamp` does not.
    case leapSeconds
    /// The transitions are not in the order of time.
    case unorderedTransitions
    /// A transition names a local time type that is not there.
    case unknownType
    /// An offset is 26 hours or more.
    case wildOffset
    /// The rule for the years after the last transition cannot be read.
    case wrongFooter

    package var description: String {
        switch self {
        case .notTZif: "the time zone file is not in the TZif format"
        case .unknownVersion(let byte): "the time zone file is of an unknown TZif version (byte \(byte))"
        case .truncated: "the time zone file ends too early"
        case .wrongCounts: "the time zone file's header counts what cannot be"
        case .leapSeconds: "the time zone file counts leap seconds; use the one outside of 'right/'"
        case .unorderedTransitions: "the time zone file's transitions are out of order"
        case .unknownType: "the time zone file names a local time type it does not have"
        case .wildOffset: "the time zone file has an offset of 26 hours or more"
        case .wrongFooter: "the time zone file's rule for later years cannot be read"
        }
    }
}

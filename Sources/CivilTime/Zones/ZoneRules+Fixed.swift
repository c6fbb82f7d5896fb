extension ZoneRules {
    /// Reads `UTC` or an offset that holds for ever: `+11:00`, `-02:30`, or `02:00`, which is east.
    ///
    /// Two digits each, up to `23:59`. The CEL specification asks for the sign; its Go and C++ runtimes do without, and
    /// they go beyond this too, but each its own way: both take one digit for the hour and hours past 23, Go sets the
    /// minutes' limit at 59, and C++ has none.
    package init?(fixed text: String) {
        guard text != "UTC" else {
            self = .utc
            return
        }
        let bytes = text.utf8Span.span
        let isSigned = !bytes.isEmpty && (bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"))
        guard let offset = bytes.clockOffset(from: isSigned ? 1 : 0) else { return nil }
        self.init(fixedOffset: Int32(bytes[0] == UInt8(ascii: "-") ? -offset : offset))
    }
}

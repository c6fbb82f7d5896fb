extension Timestamp {
    /// `Sun, 06 Nov 1994 08:49:37 GMT`: the one form that may be written; a fraction of a second is dropped.
    package var httpDate: String {
        var bytes: [UInt8] = []
        appendHTTPDate(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends `httpDate`, for a writer that has a buffer of its own.
    package func appendHTTPDate(to bytes: inout [UInt8]) {
        let civil = CivilDateTime(self)
        bytes.append(contentsOf: HTTPDateNames.days[civil.date.dayOfWeek].prefix(3).utf8)
        bytes.append(contentsOf: ", ".utf8)
        bytes.appendDigits(civil.date.day, width: 2)
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: HTTPDateNames.months[civil.date.month - 1].utf8)
        bytes.append(UInt8(ascii: " "))
        bytes.appendDigits(civil.date.year, width: 4)
        bytes.append(UInt8(ascii: " "))
        bytes.appendTime(of: civil)
        bytes.append(contentsOf: " GMT".utf8)
    }

    /// Reads a date in the form of today or in one of the two that RFC 9110, 5.6.7, has a recipient know.
    ///
    /// The name of the day must be one, and is not held against the date, which says it all. A leap second is read as
    /// the second before it.
    ///
    /// - Parameters:
    ///   - text: The whole value of a field.
    ///   - now: Tells the century of `Sunday, 06-Nov-94`: no date is more than fifty years ahead.
    package init?(httpDate text: String, now: Timestamp) {
        self.init(httpDate: text.utf8Span.span, now: now)
    }

    package init?(httpDate text: Span<UInt8>, now: Timestamp) {
        var reader = HTTPDateReader()
        guard let civil = reader.read(text, now: CivilDateTime(now)), let timestamp = civil.timestamp() else {
            return nil
        }
        self = timestamp
    }
}

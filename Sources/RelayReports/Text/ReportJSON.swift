package import JSON

extension String {
    /// A report as JSON on one line, in which nothing steers a terminal.
    package static func report(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self).harmlessJSON
    }
}

package import JSON

/// A value of a JSON text.
package func json(_ text: String) throws -> JSONValue { try JSONDocument(text).root }

/// What a writer was given, as a text.
package func written(_ write: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    write(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
}

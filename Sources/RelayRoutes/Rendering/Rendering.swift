package import JSON
package import RelayCore

/// What a send comes to for an event.
package enum Rendering: Sendable {
    /// Its `if` does not hold: nothing is sent.
    case skipped
    case request(Request)
    /// A record is to be read, changed and written back.
    case merge(RecordChange)
}

/// A change of a record that can only be written as a whole.
package struct RecordChange: Sendable {
    /// Reads the record; asked once more just before the write, to see that nobody else has written it.
    package let read: Request
    /// The write; its body is the change alone.
    package let write: Request
    package let rules: RecordMerge
    /// The identifier that stands in the path.
    package let identifier: String

    /// The write with the record in its body, the change laid over it.
    package func request(over record: JSONValue) throws(RecordMergeError) -> Request {
        let change = try RecordMerge.record(in: write.body ?? Array("{}".utf8), wasCut: false)
        return write.carrying(try rules.body(record: record, change: change, identifier: identifier))
    }
}

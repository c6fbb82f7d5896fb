package import JSON

/// What is known of a delivery when an answer to it is judged.
package struct AnswerContext: Sendable {
    /// Made when a rule asks for it, because most do not.
    private let makeRequest: @Sendable () -> AskedRequest
    package let attempt: AttemptCount
    /// How long ago the lane's last delivery was carried out; nil where none is known.
    package let deliveredAgo: Duration?
    /// What was read of the lead before it was written back; nil where nothing was.
    package let read: JSONValue?

    /// The request as rules see it: the fields of the call, not the wire.
    package struct AskedRequest: Sendable {
        package let method: String
        /// The fields in the path, by their names.
        package let path: [String: String]
        package let query: [String: String]
        package let body: JSONValue?

        package init(
            method: String,
            path: [String: String] = [:],
            query: [String: String] = [:],
            body: JSONValue? = nil
        ) {
            self.method = method
            self.path = path
            self.query = query
            self.body = body
        }
    }

    package struct AttemptCount: Sendable, Equatable {
        /// Which attempt it was, from one.
        package let number: Int
        /// How many attempts before it may have been carried out without an answer.
        package let inDoubt: Int

        package init(number: Int = 1, inDoubt: Int = 0) {
            self.number = number
            self.inDoubt = inDoubt
        }
    }

    package init(
        _ request: @escaping @autoclosure @Sendable () -> AskedRequest,
        attempt: AttemptCount = AttemptCount(),
        deliveredAgo: Duration? = nil,
        read: JSONValue? = nil
    ) {
        makeRequest = request
        self.attempt = attempt
        self.deliveredAgo = deliveredAgo
        self.read = read
    }

    package var request: AskedRequest { makeRequest() }
}

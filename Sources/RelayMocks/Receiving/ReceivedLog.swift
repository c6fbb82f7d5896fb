import CivilTime
import JSON

/// The last requests that came, as far as their memory is bounded.
struct ReceivedLog: Sendable {
    private let capacity: Int
    /// What is kept of a body; a text of a lead is far shorter.
    private static let keptBytes = 16_384

    private var entries: [Entry] = []
    /// Where the oldest entry stands once the log is full: entries are overwritten in a circle.
    private var oldest = 0
    private var count = 0

    struct Entry: Sendable {
        let number: Int
        let at: Timestamp
        let api: String?
        /// Its secrets masked and its body cut.
        let request: MockRequest
        /// How long the body was before it was cut.
        let bodyBytes: Int
        /// What was answered; nil where nothing was, or is not yet.
        let status: Int?
        let fault: MockFault?
    }

    init(capacity: Int) {
        precondition(capacity > 0, "a log keeps something")
        self.capacity = capacity
    }

    mutating func add(
        _ request: MockRequest,
        to api: String?,
        answered status: Int?,
        _ fault: MockFault?,
        at moment: Timestamp
    ) {
        count += 1
        let kept = Entry(
            number: count,
            at: moment,
            api: api,
            request: Self.masked(request),
            bodyBytes: request.body.count,
            status: status,
            fault: fault
        )
        guard entries.count == capacity else { return entries.append(kept) }
        entries[oldest] = kept
        oldest = (oldest + 1) % capacity
    }

    mutating func clear() {
        (entries, oldest, count) = ([], 0, 0)
    }

    /// Writes the requests, the oldest first: those to one stand-in, or all.
    func write(to writer: inout JSONWriter, only api: String? = nil) {
        let inOrder = entries[oldest...] + entries[..<oldest]
        writer.array { writer in
            for entry in inOrder where api == nil || entry.api == api { entry.write(to: &writer) }
        }
    }

    /// The request as it may be kept: secrets never are, not even in memory.
    private static func masked(_ request: MockRequest) -> MockRequest {
        MockRequest(
            request.method,
            request.path,
            query: request.query.map(Secrecy.masked(query:)),
            headers: request.headers.map(Secrecy.masked),
            body: Array(request.body.prefix(keptBytes))
        )
    }
}

extension ReceivedLog.Entry {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("number", number)
            writer.member("at", at.iso8601)
            writer.member("api", orNull: api)
            writer.member("method", request.method)
            writer.member("path", request.path + (request.query.map { "?" + $0 } ?? ""))
            writer.member("headers", list: request.headers) { header, writer in
                writer.object { writer in
                    writer.member("name", header.name)
                    writer.member("value", header.value)
                }
            }
            writer.member("body", String(decoding: request.body, as: UTF8.self))
            writer.member("bodyBytes", bodyBytes)
            writer.name("status")
            if let status { writer.int(Int64(status)) } else { writer.null() }
            if let fault { writer.member("fault", fault.text) }
        }
    }
}

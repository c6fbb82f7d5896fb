/// A request to an API, ready but for its secrets.
///
/// A class, because it goes through many hands, and each would copy it whole.
package final class Request: Sendable {
    package let method: String
    /// Scheme and host come from the configuration alone, never from an event.
    package let base: Sensitive
    /// The path behind the base, percent-encoded.
    package let path: String
    /// Names and values, not yet percent-encoded where they are secrets.
    package let query: [Parameter]
    package let headers: [Parameter]
    /// JSON; nil for a request without a body.
    package let body: [UInt8]?

    package struct Parameter: Sendable, Equatable {
        package let name: String
        package let value: Sensitive

        package init(_ name: String, _ value: Sensitive) {
            self.name = name
            self.value = value
        }

        package init(_ name: String, _ value: String) {
            self.init(name, .plain(value))
        }
    }

    /// The same request with another body.
    package func carrying(_ body: [UInt8]) -> Request {
        Request(method: method, base: base, path: path, query: query, headers: headers, body: body)
    }

    /// The same request under another idempotency key.
    package func keyed(_ key: String, insteadOf old: String) -> Request {
        let headers = headers.map { header in
            header.name == "Idempotency-Key" && header.value == .plain(old) ? Parameter(header.name, key) : header
        }
        return Request(method: method, base: base, path: path, query: query, headers: headers, body: body)
    }

    /// The same request with one more header.
    package func adding(_ header: Parameter) -> Request {
        Request(method: method, base: base, path: path, query: query, headers: headers + [header], body: body)
    }

    package init(
        method: String,
        base: Sensitive,
        path: String,
        query: [Parameter] = [],
        headers: [Parameter] = [],
        body: [UInt8]? = nil
    ) {
        self.method = method
        self.base = base
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}

extension Request: Equatable {
    package static func == (left: Request, right: Request) -> Bool {
        left.method == right.method && left.base == right.base && left.path == right.path && left.query == right.query
            && left.headers == right.headers && left.body == right.body
    }
}

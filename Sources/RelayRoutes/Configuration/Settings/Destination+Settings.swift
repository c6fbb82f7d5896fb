import JSON
package import RelayCore

extension Destination {
    /// How many requests may be under way at once.
    package var concurrency: Int { entry.json["concurrency"]?.int.map { Int($0) } ?? 32 }

    /// How often and how long a failure is tried again.
    package var retry: RetryPolicy {
        let standard = RetryPolicy.standard
        guard let json = entry.json["retry"] else { return standard }
        func duration(_ key: String) -> Duration? { json[key]?.string.flatMap { Duration(setting: $0) } }
        return RetryPolicy(
            attempts: json["attempts"]?.int.map { Int($0) } ?? standard.attempts,
            age: duration("age") ?? standard.age,
            first: duration("first") ?? standard.first,
            longest: duration("longest") ?? standard.longest
        )
    }
}

extension Lookup {
    /// How long what it found may be used again.
    package var keep: Duration { entry.keep.flatMap { Duration(setting: $0.text) } ?? .zero }
}

extension Destination {
    /// A request with all that is to be known to send it.
    package func outgoing(_ request: Request) -> OutgoingRequest {
        OutgoingRequest(request: request)
    }
}

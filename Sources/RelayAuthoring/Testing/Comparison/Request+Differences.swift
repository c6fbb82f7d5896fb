import JSON
import RelayCore

extension Request {
    /// What another request has otherwise, part by part.
    func differences(from earlier: Request) -> [Difference] {
        var differences: [Difference] = []
        func compare(_ path: String, _ left: String, _ right: String) {
            if left != right { differences.append(Difference(path: path, left: .text(left), right: .text(right))) }
        }
        compare("method", earlier.method, method)
        compare("base", earlier.base.shown, base.shown)
        compare("path", earlier.path, path)
        let (query, headers) = (RequestParameters(query), RequestParameters(headers) { $0.lowercased() })
        differences += RequestParameters.differences(RequestParameters(earlier.query), query, root: "query")
        let earlierHeaders = RequestParameters(earlier.headers) { $0.lowercased() }
        differences += RequestParameters.differences(earlierHeaders, headers, root: "headers")
        return differences + bodyDifferences(from: earlier)
    }

    private func bodyDifferences(from earlier: Request) -> [Difference] {
        guard body != earlier.body else { return [] }
        if let left = earlier.bodyValue, let right = bodyValue {
            return BodyComparison.differences(left, right, root: "body")
        }
        return [Difference(path: "body", left: earlier.comparedBody, right: comparedBody)]
    }

    /// The body as JSON; nil where it is none.
    var bodyValue: JSONValue? {
        body.flatMap { try? JSONDocument($0).root }
    }

    /// The body for a comparison; nil for a request without one.
    var comparedBody: ComparedValue? {
        bodyValue.map { .json($0) } ?? body.map { .text(String(decoding: $0, as: UTF8.self)) }
    }

    /// `PATCH /leads/5 {"status": "won"}`
    var oneLine: String {
        let parts = [method, path.isEmpty ? "/" : path] + [comparedBody?.shown].compactMap { $0 }
        return parts.joined(separator: " ")
    }
}

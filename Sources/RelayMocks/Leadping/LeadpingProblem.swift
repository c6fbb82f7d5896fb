import JSON

/// Leadping's refusals: problem details of RFC 9457, under the media type that its documents give for each status.
enum LeadpingProblem {
    static func answer(_ status: Int, _ detail: String, _ headers: [MockHeader] = []) -> MockAnswer {
        let type = [403, 429].contains(status) ? "application/problem+json" : "application/json"
        return MockAnswer(status, type: type, headers: headers) { writer in
            writer.member("type", "about:blank")
            writer.member("title", title(status))
            writer.member("status", status)
            writer.member("detail", detail)
        }
    }

    static func unauthorized(_ detail: String) -> MockAnswer {
        let metadata = "https://api.leadping.ai/.well-known/oauth-protected-resource"
        return answer(401, detail, [MockHeader("WWW-Authenticate", "Bearer resource_metadata=\"\(metadata)\"")])
    }

    private static func title(_ status: Int) -> String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 409: "Conflict"
        case 429: "Too Many Requests"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        default: "Error"
        }
    }
}

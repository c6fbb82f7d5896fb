package import CivilTime
import JSON

/// The stand-ins behind one listener, each below a path segment of its name, and what they received.
///
/// `GET /_received` lists what came, `DELETE /_received` forgets it, `GET /_leads` shows the leads of all.
package struct StandIns: Sendable {
    private var apis: [any MockAPI]
    private var received: ReceivedLog

    /// Mounts the stand-ins; of the requests that come, the last `capacity` are kept.
    package init(_ apis: [any MockAPI], keeping capacity: Int = 1000) {
        precondition(Set(apis.map(\.name)).count == apis.count, "two stand-ins of one name")
        self.apis = apis
        received = ReceivedLog(capacity: capacity)
    }

    package mutating func answer(_ request: MockRequest, at moment: Timestamp) -> MockAnswer {
        switch (request.method, request.path) {
        case ("GET", "/_received"): return Self.answer { received.write(to: &$0) }
        case ("DELETE", "/_received"):
            received.clear()
            return MockAnswer(status: 204)
        case ("GET", "/_leads"): return Self.answer(writeLeads)
        default: break
        }
        let index = apis.firstIndex { $0.name == request.segments?.first }
        let inner = index == nil ? request : request.behindFirstSegment()
        let answer = index.map { apis[$0].answer(inner, at: moment) } ?? notMounted
        received.add(inner, to: index.map { apis[$0].name }, answered: answer.status, at: moment)
        return answer
    }

    /// Reaches the one stand-in of a type, to turn its settings or to let its world move; nothing where it is not here.
    package mutating func withMock<API: MockAPI, Result>(
        _ type: API.Type,
        _ body: (inout API) throws -> Result
    ) rethrows -> Result? {
        for index in apis.indices {
            guard var api = apis[index] as? API else { continue }
            defer { apis[index] = api }
            return try body(&api)
        }
        return nil
    }

    private var notMounted: MockAnswer {
        MockAnswer(404) { writer in
            writer.member("message", "No stand-in is mounted here")
            writer.member("mounted", apis.map { "/" + $0.name })
        }
    }

    private func writeLeads(to writer: inout JSONWriter) {
        writer.object { writer in
            for api in apis {
                writer.name(api.name)
                api.writeLeads(to: &writer)
            }
        }
    }

    private static func answer(_ value: (inout JSONWriter) -> Void) -> MockAnswer {
        var writer = JSONWriter()
        value(&writer)
        return MockAnswer(
            status: 200,
            headers: [MockHeader("Content-Type", "application/json")],
            body: writer.bytes
        )
    }
}

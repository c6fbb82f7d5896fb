package import CivilTime
import JSON

/// The stand-ins behind one listener, each below a path segment of its name, and what they received.
///
/// `GET /_received` lists what came, each with its answer and the fault that it met; `GET /name/_received` what came to
/// one; `DELETE /_received` forgets it; and `GET /_leads` shows the leads of all.
package struct StandIns: Sendable {
    private var apis: [any MockAPI]
    private var received: ReceivedLog
    private let watch: @Sendable (Judged) -> Void

    /// A request that a stand-in judged, and what was done about it.
    package struct Judged: Sendable {
        package let api: String?
        package let request: MockRequest
        /// As a stand-in answered it, whether or not that answer left.
        package let status: Int
        package let fault: MockFault?
    }

    /// Mounts the stand-ins; of the requests that come, the last `capacity` are kept, and `watch` is told of each that
    /// one judges.
    package init(
        _ apis: [any MockAPI],
        keeping capacity: Int = 1000,
        watch: @escaping @Sendable (Judged) -> Void = { _ in }
    ) {
        precondition(Set(apis.map(\.name)).count == apis.count, "two stand-ins of one name")
        self.apis = apis
        received = ReceivedLog(capacity: capacity)
        self.watch = watch
    }

    package mutating func answer(_ request: MockRequest, at moment: Timestamp, fault: MockFault? = nil) -> MockAnswer {
        if let answer = look(request) { return answer }
        let (index, inner) = place(of: request)
        let answer = index.map { carryOut(inner, by: $0, lying: fault == .lie, at: moment) } ?? notMounted
        note(inner, at: index, answered: answer.status, fault, at: moment)
        return answer
    }

    /// Whether a request is from somebody who looks at the stand-ins, which is no request to one of them.
    package static func isLook(_ path: String) -> Bool {
        ["_received", "_leads"].contains(path.split(separator: "/").last)
    }

    private mutating func look(_ request: MockRequest) -> MockAnswer? {
        guard Self.isLook(request.path), let segments = request.segments else { return nil }
        switch (request.method, segments) {
        case ("GET", ["_received"]): return Self.answer { received.write(to: &$0) }
        case ("DELETE", ["_received"]):
            received.clear()
            return MockAnswer(status: 204)
        case ("GET", ["_leads"]): return Self.answer(writeLeads)
        case ("GET", _)
        where segments.count == 2 && segments[1] == "_received" && apis.contains { $0.name == segments[0] }:
            return Self.answer { received.write(to: &$0, only: segments[0]) }
        default: return nil
        }
    }

    private mutating func carryOut(
        _ request: MockRequest,
        by index: Int,
        lying isLying: Bool,
        at moment: Timestamp
    ) -> MockAnswer {
        isLying ? apis[index].lie(about: request, at: moment) : apis[index].answer(request, at: moment)
    }

    /// Refuses a request for a reason that no stand-in has.
    mutating func refuse(
        _ request: MockRequest,
        _ status: Int,
        retryAfter wait: Int?,
        at moment: Timestamp
    ) -> MockAnswer {
        let (index, inner) = place(of: request)
        note(inner, at: index, answered: status, .refused(status: status, retryAfter: wait), at: moment)
        let answer = index.map { apis[$0].refusal(status, at: moment) } ?? HTTPMock().refusal(status, at: moment)
        return wait.map { answer.adding(MockHeader("Retry-After", String($0))) } ?? answer
    }

    /// Lists a request that nothing is done about, and that nobody answers.
    mutating func ignore(_ request: MockRequest, _ fault: MockFault, at moment: Timestamp) {
        let (index, inner) = place(of: request)
        received.add(inner, to: index.map { apis[$0].name }, answered: nil, fault, at: moment)
    }

    private func place(of request: MockRequest) -> (index: Int?, inner: MockRequest) {
        let index = apis.firstIndex { $0.name == request.segments?.first }
        return (index, index == nil ? request : request.behindFirstSegment())
    }

    private mutating func note(
        _ request: MockRequest,
        at index: Int?,
        answered status: Int,
        _ fault: MockFault?,
        at moment: Timestamp
    ) {
        let api = index.map { apis[$0].name }
        received.add(request, to: api, answered: fault == .unanswered ? nil : status, fault, at: moment)
        watch(Judged(api: api, request: request, status: status, fault: fault))
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

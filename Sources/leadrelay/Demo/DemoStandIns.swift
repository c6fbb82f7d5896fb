import CivilTime
import Crypto
import HTTPServer
import HTTPWire
import LinuxIO
import RelayCore
import RelayMocks
import RelayService

/// The four APIs of a demo, of which one can be told to be down for a moment.
struct DemoStandIns: RequestHandler {
    private let server: MockServer
    private let outages: Lock<[String: Int]>
    private static let wait = 2

    init(
        _ folder: DemoFolder,
        seed: UInt64,
        now: @escaping @Sendable () -> Timestamp,
        emit: @escaping @Sendable ([Emission]) -> Void
    ) throws {
        server = MockServer(StandIns(try Self.apis(folder, seed: seed)), now: now, emit: emit)
        outages = Lock([:])
    }

    /// Has an API answer the next requests with 503, and ask for a little patience.
    func failNext(_ count: Int, at api: String) { outages.withLock { $0[api] = count } }

    /// Reaches the stand-in of an API.
    func with<API: MockAPI, Result>(_ type: API.Type, _ body: (inout API) -> Result) -> Result? {
        server.withStandIns { $0.withMock(type, body) }
    }

    // MARK: Answering

    func admit(_ head: RequestHead, from peer: PeerAddress) -> Admission { server.admit(head, from: peer) }

    func respond(to request: ServerRequest) async -> Response {
        guard !StandIns.isLook(request.head.path) else { return await server.respond(to: request) }
        let api = request.head.path.split(separator: "/").first.map { String($0) } ?? ""
        let isDown = outages.withLock { outages in
            guard let left = outages[api], left > 0 else { return false }
            outages[api] = left - 1
            return true
        }
        return await server.respond(to: request, meeting: isDown ? .refused(status: 503, retryAfter: Self.wait) : nil)
    }

    func refused(_ refusal: Refusal, from peer: PeerAddress) {}

    // MARK: Leads

    /// The lead of whom the story is, as the example's tables and tests name them.
    static let john = (id: "lead_abc123", email: "john@example.com", octanist: "lead_oct_9")
    /// A lead whom LeadTrackr has never heard of.
    static let stranger = "lead_new1"

    /// Somebody makes the stranger at LeadTrackr.
    func introduceStranger() {
        _ = with(LeadTrackrMock.self) { $0.add(Self.tracked(Self.stranger, number: 2)) }
    }

    private static var began: Timestamp { Timestamp(seconds: 1_735_689_600) ?? .earliest }

    private static func tracked(_ id: String, number: Int) -> LeadTrackrLead {
        var lead = LeadTrackrLead(
            id: number,
            email: "\(id)@example.com",
            uniqueIdentifier: id,
            gclid: "gclid-\(number)",
            createdAt: began
        )
        lead.cid = "1.\(number)"
        return lead
    }

    private static func apis(_ folder: DemoFolder, seed: UInt64) throws -> [any MockAPI] {
        var (tracker, octanist) = (LeadTrackrMock.Settings(), OctanistMock.Settings())
        var (ping, pilot) = (LeadpingMock.Settings(), SendpilotMock.Settings())
        (tracker.key, octanist.key) = (try folder.key(of: "leadtrackr"), try folder.key(of: "octanist"))
        (ping.key, pilot.key) = (try folder.key(of: "leadping"), try folder.key(of: "sendpilot"))
        let pinged = LeadpingLead(id: "5f0c2a", profile: #"{"contact":{}}"#, createdAt: began)
        let piloted = [(john.id, Optional(john.email)), (stranger, nil)].map { id, email in
            SendpilotLead(
                id: id,
                linkedinUrl: "https://www.linkedin.com/in/\(id)",
                campaignId: "camp_demo",
                email: email,
                status: "REPLY_RECEIVED",
                createdAt: began
            )
        }
        return [
            LeadTrackrMock(
                settings: tracker,
                seed: seed,
                leads: [tracked(john.id, number: 1)]
            ),
            OctanistMock(
                settings: octanist,
                seed: seed,
                leads: [OctanistLead(id: john.octanist, email: john.email, createdAt: began)]
            ),
            LeadpingMock(settings: ping, seed: seed, leads: pinged.map { [$0] } ?? []),
            SendpilotMock(settings: pilot, seed: seed, leads: piloted),
        ]
    }
}

import CivilTime
import JSON
import RelayCore

/// A request as an API saw it.
struct Visit: Sendable {
    /// Its place among all that came.
    let number: Int
    let question: Question
    /// Which life of the relay, and which configuration within it, it came from.
    let life: Int
    let configuration: String
    let began: Moment
    var ended: Moment?
    let conduct: Conduct

    var delivery: DeliveryID { question.delivery }
    var key: String { question.key }
    var account: String { question.account }
    var body: [UInt8] { question.body }
}

/// What a request asks for.
struct Question: Sendable {
    let account: String
    let isRead: Bool
    /// Who it is written for; of a read nobody says so.
    let delivery: DeliveryID
    /// As it came, with the number of the body behind the delivery's id.
    let key: String
    let body: [UInt8]
    /// What it writes of whom.
    let lead: String?
    let value: String?

    init(_ request: Request) {
        isRead = request.method == "GET"
        body = request.body ?? []
        guard !isRead else {
            (key, delivery, lead, value) = ("a read", DeliveryID(event: EventNumber(rawValue: 0), number: 0), nil, nil)
            account = request.query.first { $0.name == "at" }?.value.plain ?? ""
            return
        }
        let document = try? JSONDocument(body)
        account = document?.root["at"]?.string ?? ""
        (lead, value) = (document?.root["id"]?.string, document?.root["value"]?.string)
        let key = request.headers.first { $0.name == "Idempotency-Key" }?.value.plain
        guard let key, let id = DeliveryID(text: key.split(separator: ".").first.map(String.init) ?? "") else {
            preconditionFailure("a write without a key: \(request)")
        }
        (self.key, delivery) = (key, id)
    }
}

extension Sensitive {
    fileprivate var plain: String? { if case .plain(let text) = self { text } else { nil } }
}

/// What an API does with a request.
enum Conduct: Sendable, Equatable {
    case takes(after: Duration)
    /// It takes it, and its answer does not arrive.
    case takesInSilence
    /// It takes it, and then says that it failed.
    case takesAndFails
    case refuses
    case fails
    case limits(status: Int, seconds: Int?)
    case locksOut
    /// It never arrives, though it has left.
    case loses
    case cannotBeReached

    var isCarriedOut: Bool {
        switch self {
        case .takes, .takesInSilence, .takesAndFails: true
        case .refuses, .fails, .limits, .locksOut, .loses, .cannotBeReached: false
        }
    }

    /// Whether whoever sent it knows for sure that it was carried out.
    var isConfirmed: Bool { if case .takes = self { true } else { false } }

    var isLost: Bool { self == .takesInSilence || self == .loses }

    var pause: Duration {
        switch self {
        case .takes(let pause): pause
        case .takesInSilence, .loses: .seconds(30)
        case .takesAndFails, .refuses, .fails, .limits, .locksOut: .milliseconds(80)
        case .cannotBeReached: .milliseconds(5)
        }
    }

    var answer: Answer {
        switch self {
        case .takes: Self.answer(200)
        case .takesInSilence, .loses: Answer(.timeout, wasSent: true)
        case .takesAndFails: Self.answer(502)
        case .refuses: Self.answer(400)
        case .fails: Self.answer(500)
        case .limits(let status, let seconds): Self.answer(status, retryAfter: seconds)
        case .locksOut: Self.answer(401)
        case .cannotBeReached: Answer(.connectRefused, wasSent: false)
        }
    }

    private static func answer(_ status: Int, retryAfter: Int? = nil) -> Answer {
        var headers = ["content-type": "application/json"]
        headers["retry-after"] = retryAfter.map(String.init)
        return Answer(status: status, headers: headers, bytes: Array(#"{ "grade": "A" }"#.utf8))
    }
}

import JSON
import RelayCore
import RelayRoutes

/// A starting routes file on its way: what its sample events come to is found out by trying them.
struct StarterDraft {
    let sources: [StarterSource]
    let contracts: [Contract]
    /// What has become of the lead of each source's sample event, and which lead it is.
    private(set) var keys: [String: String] = [:]
    private(set) var leads: [String: String] = [:]
    /// What each source's sample event leads to.
    private(set) var sends: [String: [RehearsedSend]] = [:]

    init(_ sources: [StarterSource], _ contracts: [Contract]) {
        self.sources = sources
        self.contracts = contracts
    }

    /// Tries the sample events: first to learn their types and leads, then to see what is sent.
    mutating func observe(_ table: ([UInt8]) -> RouteTable?) {
        let first = table(text)
        for source in sources {
            let event = rehearsal(of: source, on: first)?.events.first
            leads[source.name] = event?.lead
            let status = event?.body["data"]?["newStatus"]?.string
            let key = source.key == "event.type" ? event?.type : status
            keys[source.name] = key?.isEmpty == false ? key : StarterSource.sampleType
        }
        let second = table(text)
        for source in sources { sends[source.name] = rehearsal(of: source, on: second)?.made }
    }

    private func rehearsal(of source: StarterSource, on table: RouteTable?) -> Rehearsal? {
        guard let table, let body = source.sampleBody else { return nil }
        let sample = SampleEvent(label: source.name, source: source.name, body: body, headers: source.sampleHeaders)
        return Rehearsal(of: sample, on: table)
    }

    var variables: [String] {
        sources.filter(\.isSigned).map(\.secretVariable)
            + contracts.filter { $0.authentication != .none }.map { StarterRoutes.variable($0.name, "API_KEY") }
    }

    /// The call by which an API is told what has become of a lead.
    func call(_ contract: Contract) -> Call? {
        let writes = contract.callsInOrder.filter(\.isWrite)
        return writes.first { SendSketch($0, of: contract).tellsWord } ?? writes.first
    }
}

extension SendSketch {
    fileprivate init(_ call: Call, of contract: Contract) { self.init(contract, call) }

    /// Whether it says what has become of a lead.
    fileprivate var tellsWord: Bool {
        fields.contains { if case .word = $0.filling { true } else { false } }
    }
}

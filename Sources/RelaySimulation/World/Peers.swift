import JSON
import LinuxIO
import RelayCore
import RelayTesting

/// The APIs: each with moods that change over time, until all are well for good.
final class Peers: Sendable {
    private let time: WorldTime
    private let mirror: Mirror
    private let moods: [String: [Mood.Spell]]
    private let state: Lock<State>

    private struct State: Sendable {
        var random: SeededRandom
        var visits: [Visit] = []
        var areWell = false
    }

    init(_ time: WorldTime, _ mirror: Mirror, moods: [String: [Mood.Spell]], _ random: SeededRandom) {
        (self.time, self.mirror, self.moods) = (time, mirror, moods)
        state = Lock(State(random: random))
    }

    var visits: [Visit] { state.withLock { $0.visits } }

    /// From now on nothing goes wrong any more.
    func becomeWell() { state.withLock { $0.areWell = true } }

    private func mood(of account: String) -> Mood {
        let elapsed = time.elapsed
        return moods[account]?.first { elapsed < $0.until }?.mood ?? .well
    }

    fileprivate func receive(_ outgoing: OutgoingRequest, life: Int, configuration: String) -> Visit {
        let question = Question(outgoing.request)
        let (mood, moment) = (mood(of: question.account), time.moment())
        let visit = state.withLock { state in
            let conduct = (state.areWell ? .well : mood).conduct(&state.random)
            let visit = Visit(
                number: state.visits.count,
                question: question,
                life: life,
                configuration: configuration,
                began: moment,
                conduct: conduct
            )
            state.visits.append(visit)
            return visit
        }
        if visit.conduct.isCarriedOut { mirror.note(visit) }
        return visit
    }

    fileprivate func finish(_ visit: Int) {
        let moment = time.moment()
        state.withLock { $0.visits[visit].ended = moment }
    }
}

/// The APIs as one life of the relay reaches them.
final class PeersOfLife: Sender {
    private let peers: Peers
    private let time: WorldTime
    private let power: PowerSupply
    private let life: Int
    private let configuration: @Sendable () -> String

    init(
        _ peers: Peers,
        _ time: WorldTime,
        _ power: PowerSupply,
        life: Int,
        configuration: @escaping @Sendable () -> String
    ) {
        (self.peers, self.time, self.power, self.life) = (peers, time, power, life)
        self.configuration = configuration
    }

    func send(_ outgoing: OutgoingRequest) async -> Answer {
        guard power.isOn, !Task.isCancelled else { return Answer(.cancelled, wasSent: false) }
        let visit = peers.receive(outgoing, life: life, configuration: configuration())
        guard (try? await time.sleep(for: visit.conduct.pause)) != nil, power.isOn else {
            return Answer(.cancelled, wasSent: true)
        }
        peers.finish(visit.number)
        return visit.conduct.answer
    }

    /// Nothing: what is under way sleeps, and its task's end wakes it.
    func cancelAll() {}
}

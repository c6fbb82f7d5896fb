import CivilTime
import RelayCore
import RelayLog
import RelayRoutes

/// Finding out by a harmless call whether a paused account works again.
extension Deliverer {
    /// A question that changes nothing, and the delivery for which it is asked.
    private struct Question {
        let inquiry: Inquiry
        let call: Call
        let destination: Destination
        let stored: StoredDelivery
    }

    /// How long until it is tried again where the question cannot be asked for now.
    private static let patience = Duration.seconds(60)

    /// Asks once whether the account works, and lets a delivery go ahead if it seems to.
    func probe(_ name: String) async {
        let open = account(at: name)
        guard let paused = open.account.pause.current else { return }
        defer { stir(open) }
        guard let reader, let stored = candidate(for: open, reader) else { return giveUp(open, paused) }
        guard let question = question(for: stored, reader) else { return open.account.pause.goPastProbe() }
        guard await hasTurn(at: question.destination) else { return giveUp(open, paused) }
        let started = ports.clock.now
        let outgoing = question.destination.outgoing(question.inquiry.request, id: question.stored.id.text, at: started)
        let answer = await ports.sender.send(outgoing)
        note(answer, from: question.destination, to: question.stored.id, since: started)
        // Meanwhile a person may have resumed it, or paused it for good.
        guard open.account.pause.current?.since == paused.since, open.account.pause.current?.by == .answer else {
            return
        }
        guard !Task.isCancelled, answer.failure != SendFailure.cancelled.rawValue else { return giveUp(open, paused) }
        judge(answer, to: question, open)
        await storeStandings()
    }

    private func judge(_ answer: Answer, to question: Question, _ open: OpenAccount) {
        let now = ports.clock.now
        let rules = question.destination.rules(for: question.call)
        let verdict = rules.judge(answer, AnswerContext(question.inquiry.asked))
        if let pause = open.account.pause.current, verdict.letsOneAhead(answer.status) {
            open.account.pause.goPastProbe()
            // The one that goes ahead is one of them.
            wakeOwn(what: pause, keptFrom: open)
        } else {
            let hint = verdict.hint(answer.retryAfter(at: now))
            open.account.pause.noteFailedProbe(hint: hint, open.policy, at: now)
            change(open)
        }
    }

    private func giveUp(_ open: OpenAccount, _ paused: DestinationPause) {
        guard open.account.pause.current?.since == paused.since else { return }
        open.account.pause.giveProbeUp(until: ports.clock.now + Self.patience)
    }

    /// What can be asked for a delivery that waits; nil where it does not tell enough.
    private func question(for stored: StoredDelivery, _ reader: DeliveryReader) -> Question? {
        guard let send = routing.send(at: stored.address), let call = send.destination.contract.probe,
            let event = event(of: stored, reader),
            let inquiry = try? routing.table.probe(by: call, for: send, of: event)
        else { return nil }
        return Question(inquiry: inquiry, call: call, destination: send.destination, stored: stored)
    }

    private func candidate(for open: OpenAccount, _ reader: DeliveryReader) -> StoredDelivery? {
        open.account.first ?? (try? reader.due(at: open.destination, by: .latest, limit: 1).first)
    }

    /// Whether the store holds any delivery to a destination that waits.
    func waitsAny(at open: OpenAccount) -> Bool {
        guard let reader else { return false }
        return candidate(for: open, reader) != nil
    }

    private func event(of stored: StoredDelivery, _ reader: DeliveryReader) -> Event? {
        if let recent = recent[stored.id.event] { return recent.event }
        guard let kept = try? reader.event(stored.id.event), !kept.isEmptied else { return nil }
        return kept.event
    }

    /// Waits for a token of the quota; false where there is none soon.
    private func hasTurn(at destination: Destination) async -> Bool {
        switch turn(at: destination, .retry) {
        case .free: return true
        case .inLine(let request):
            await request.wait()
            return request.isGranted
        case .later, .never: return false
        }
    }
}

extension Verdict {
    /// Whether the answer to a harmless call is a sign that the account works: a success is, and what the API's rules know as
    /// its own refusal; any other may come of whatever stands before the API.
    fileprivate func letsOneAhead(_ status: Int?) -> Bool {
        guard let status, kind != .pause else { return false }
        return 200..<300 ~= status || showsSoundAccount(status) && kind != .wait && cause != Self.refused
    }
}

import CivilTime
import JSON
import RelayCore
import RelayRoutes

extension DeliveryWork {
    /// Reads a record, lays the change over it, reads it once more to see that nobody else has written it, writes it,
    /// and reads it back.
    @inline(never)
    func carryOut(
        _ change: RecordChange,
        _ scene: Scene,
        _ means: Means,
        _ delivery: inout Delivery
    ) async -> Outcome {
        // Without its record nothing more can be shown, and what was interrupted is not looked at twice.
        guard !isInterrupted else { return judgeInterruption(of: change.write, scene, means, &delivery) }
        guard scene.destination.mode == .live else { return observe(change.write, scene, &delivery) }
        let started = ports.clock.now
        var seen = Exchange(request: change.read, answer: Self.unsent, isWrite: false)
        var verdict: Verdict
        do throws(MergeStop) {
            // Read twice, written and read: only the first request has a token already.
            if !usesToken(afterAsking: asksFirst(scene)) { try await takeTurn(scene, means, change, &seen) }
            let before = try await record(change, scene, means, &seen)
            let write = try MergeStop.translating { () throws(RecordMergeError) in try change.request(over: before) }
            try await takeTurn(scene, means, change, &seen)
            let again = try await record(change, scene, means, &seen)
            if let moved = change.rules.hasMoved(from: before, to: again) {
                throw MergeStop(.retry, "changed-meanwhile", "none, it is read again: \(moved.quoted) has moved")
            }
            try await takeTurn(scene, means, change, &seen)
            try await stopping(change, &seen) { () async throws(Halt) in
                try await claim()
                if let echo = scene.send.echo?.write(in: change.write) { try await expect(echo, scene) }
            }
            let sending = begin(write, scene)
            let answer = await ports.sender.send(sending.outgoing)
            means.gate.note(answer, scene.destination, stored.id, sending.started)
            let mark = markLeft(by: sending, answer)
            seen = Exchange(
                request: sending.outgoing.request,
                answer: answer,
                isWrite: scene.send.call.isWrite,
                mark: mark
            )
            verdict = self.verdict(on: seen, scene, means, read: before)
            if verdict.kind == .delivered { verdict = await verified(verdict, change, from: before, scene, means) }
        } catch {
            verdict = error.verdict
        }
        if isReleased(by: seen.answer) { return release(&delivery) }
        let showing = seen.isWrite ? change.write : change.read
        return conclude(verdict, seen, showing: showing, scene, started: started, &delivery)
    }

    /// The record as the API has it now.
    private func record(
        _ change: RecordChange,
        _ scene: Scene,
        _ means: Means,
        _ seen: inout Exchange
    ) async throws(MergeStop) -> JSONValue {
        guard let call = readingCall(scene) else {
            throw MergeStop(.dead, "not-mergeable", "the API's contract names no call that reads the record")
        }
        let asked = ports.clock.now
        let answer = await ports.sender.send(scene.destination.outgoing(change.read, id: scene.key, at: asked))
        means.gate.note(answer, scene.destination, stored.id, asked)
        seen = Exchange(request: change.read, answer: answer, isWrite: false)
        let path = [call.fields.first { $0.place == .path }?.name ?? "id": change.identifier]
        let context = AnswerContext(AnswerContext.AskedRequest(change.read, path: path))
        let verdict = scene.destination.rules(for: call).judge(answer, context)
        guard verdict.kind == .delivered || verdict.kind == .warned else { throw MergeStop(verdict: verdict) }
        return try MergeStop.translating { () throws(RecordMergeError) in
            try RecordMerge.record(in: answer.bytes, wasCut: answer.isCut)
        }
    }

    /// Waits until one more request may be made.
    private func takeTurn(
        _ scene: Scene,
        _ means: Means,
        _ change: RecordChange,
        _ seen: inout Exchange
    ) async throws(MergeStop) {
        try await stopping(change, &seen) { () async throws(Halt) in try await takeTurn(at: scene.destination, means) }
    }

    private func stopping(
        _ change: RecordChange,
        _ seen: inout Exchange,
        _ body: () async throws(Halt) -> Void
    ) async throws(MergeStop) {
        do throws(Halt) {
            try await body()
        } catch {
            let verdict: Verdict
            switch error {
            case .halted(let given): verdict = given
            case .failed(let reason): verdict = Verdict(.dead, cause: reason.cause, remedy: reason.remedy)
            case .lookup, .released:
                // As if the sender had given it up.
                seen = Exchange(request: change.read, answer: Answer(.cancelled, wasSent: false), isWrite: false)
                throw MergeStop(.wait, "released", "none")
            }
            seen = Exchange(request: change.read, answer: Self.unsent, isWrite: false)
            throw MergeStop(verdict: verdict)
        }
    }

    private func readingCall(_ scene: Scene) -> Call? {
        scene.send.call.merge.flatMap { scene.destination.contract.calls[$0.read] }
    }

    /// Holds the record after the write against what was meant.
    private func verified(
        _ verdict: Verdict,
        _ change: RecordChange,
        from before: JSONValue,
        _ scene: Scene,
        _ means: Means
    ) async -> Verdict {
        var seen = Exchange(request: change.read, answer: Self.unsent, isWrite: false)
        do throws(MergeStop) {
            try await takeTurn(scene, means, change, &seen)
            let after = try await record(change, scene, means, &seen)
            let meant = try MergeStop.translating { () throws(RecordMergeError) in
                try RecordMerge.record(in: change.write.body ?? Array("{}".utf8), wasCut: false)
            }
            let paths = change.rules.verify(meant, before: before, after: after)
            guard !paths.isEmpty else { return verdict }
            let names = paths.map(\.quoted).joined(separator: ", ")
            return Verdict(.warned, cause: "not-as-written", remedy: "compare these fields of the lead: \(names)")
        } catch {
            return Verdict(.warned, cause: "not-verified", remedy: "it was written, and could not be read back: look")
        }
    }

    /// Why a record is not written.
    private struct MergeStop: Error {
        let verdict: Verdict

        init(verdict: Verdict) {
            self.verdict = verdict
        }

        init(_ kind: Verdict.Kind, _ cause: String, _ remedy: String) {
            verdict = Verdict(kind, cause: cause, remedy: remedy)
        }

        static func translating<Value>(_ body: () throws(RecordMergeError) -> Value) throws(MergeStop) -> Value {
            do throws(RecordMergeError) {
                return try body()
            } catch {
                throw MergeStop(.dead, "not-mergeable", "\(error.fact). \(error.remedy)")
            }
        }
    }
}

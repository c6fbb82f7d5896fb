import CommandLineFrame
import JSON
import LinuxIO
import Quotation
import RelayCore
import RelayReports
import RelayService

/// `leadrelay dead edit`: other values for fields of one delivery.
enum DeadEditCommand {
    private static let set = Option.taking(
        .text(named: "FIELD=VALUE"),
        "--set",
        isRepeated: true,
        "A field of the call and its value: JSON, or else a text."
    )
    private static let unset = Option.taking(
        .text(named: "FIELD"),
        "--unset",
        isRepeated: true,
        "A field of the call that is left out."
    )
    private static let reset = Option.flag("--reset", "Take back all edits that were made of it before.")
    private static let note = Option.taking(
        .text(named: "TEXT"),
        "--note",
        "Why, for those who ask later; kept as it is written."
    )
    private static let noReplay = Option.flag("--no-replay", "Keep the edit, and send nothing yet.")

    static let command = Command(
        name: "edit",
        summary: "Give fields of a dead letter other values, and send it again.",
        discussion: """
            The values take the place of what the route's templates come to, in all further attempts of this delivery, \
            and of no other. They are checked against the call first. Who edited what, when and why stays with the \
            delivery: leadrelay dead show. Edits add up, and of several of a field the last holds, until --reset. A field \
            is edited whole: give one that is an object or a list as JSON. A replay with --as-sent passes over them.
            """,
        options: [set, unset, reset, note, LetterOptions.dryRun, noReplay, ReportOptions.reveal] + ReportOptions.common,
        positionals: [.required(.text(named: "DELIVERY"), "Its id, as in dl_06f3k8m2q7a4d_0.")],
        examples: [
            "leadrelay dead edit dl_06f3k8m2q7a4d_0 --set email=ann@example.com",
            "leadrelay dead edit dl_06f3k8m2q7a4d_0 --set price=12500 --unset phone",
        ],
        exitCodes: EventsCommands.exitCodes,
        validate: { invocation throws(UsageError) in _ = try changes(invocation) },
        run: { invocation, console in
            let isRevealing = invocation.has(ReportOptions.reveal)
            return try ReportSession.run(invocation, console, isRevealing: isRevealing) { session in
                try edit(try changes(invocation), session)
            }
        }
    )

    // MARK: What is asked for

    private static func changes(_ invocation: Invocation) throws(UsageError) -> [FieldChange] {
        var changes: [FieldChange] = []
        for text in invocation.values(of: set) {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw invocation.invalid(text, of: set, "has no value", remedy: "Write it as in --set price=12500.")
            }
            try check(String(parts[0]), beside: changes, set, invocation)
            changes.append(FieldChange(String(parts[0]), value(String(parts[1]))))
        }
        for name in invocation.values(of: unset) {
            try check(name, beside: changes, unset, invocation)
            changes.append(FieldChange(name, nil))
        }
        guard !changes.isEmpty || invocation.has(reset) else {
            let remedy = "Say which field is to be what: --set price=12500"
            throw invocation.missing("--set, --unset or --reset", remedy: remedy)
        }
        return changes
    }

    private static func check(
        _ name: String,
        beside others: [FieldChange],
        _ option: Option,
        _ invocation: Invocation
    ) throws(UsageError) {
        guard let other = others.first(where: { $0.name == name }) else { return }
        guard option.name == unset.name, other.value != nil else {
            throw invocation.invalid(name, of: option, "is a field that is named twice", remedy: "Name it once.")
        }
        throw invocation.invalid(name, of: option, "is a field that --set gives a value", remedy: "Leave one out.")
    }

    private static func value(_ text: String) -> JSONValue? {
        if let root = try? JSONDocument(text).root { return root }
        var writer = JSONWriter()
        writer.string(text)
        return try? JSONDocument(writer.bytes).root
    }

    // MARK: Doing it

    private static func refusal(of id: DeliveryID, _ reason: Reason) -> String {
        let flags = "Give a field a value with --set FIELD=VALUE, or leave it out with --unset FIELD."
        let remedy = reason.remedy.holds("--") ? reason.remedy : "\(reason.remedy) \(flags)"
        return "\(id.text) cannot be made so: \(reason.detail). \(remedy)"
    }

    private static func refusal(ofStale id: DeliveryID, _ reason: Reason) -> String {
        let remedy = "Keep the edit with --no-replay, then send it: leadrelay dead replay \(id.text) --even-if-stale"
        return "\(id.text) would not be sent: \(reason.detail). \(remedy)"
    }

    private static func show(
        _ edit: DeliveryEdit,
        _ stored: StoredDelivery,
        _ outcome: ReplayPreview.Outcome,
        _ routes: RoutesToAsk,
        _ session: ReportSession
    ) throws -> ExitCode {
        var forecast = ReplayForecast(room: 1, session.mask)
        try forecast.add(stored, outcome, after: routes.preview(session).newest)
        guard !session.isJSON else {
            return try session.tell(.report { forecast.write(to: &$0, remark: routes.remark) })
        }
        let section = EditSection(StoredEdit(edit, at: session.now), session.mask)
        let head = ["\(stored.id.text) would be edited:"] + section.lines
        return try session.tell(head + forecast.lines + [routes.remark].compactMap(\.self))
    }

    private static func edit(_ changes: [FieldChange], _ session: ReportSession) throws -> ExitCode {
        let invocation = session.invocation
        let stored = try IDReading(session.ledger).delivery(invocation.positionals[0]).stored
        let isReset = invocation.has(reset)
        let (isDry, isReplayed) = (invocation.has(LetterOptions.dryRun), !invocation.has(noReplay))
        let routes = try isDry ? RoutesToAsk.named(session) : RoutesToAsk.ofNextAttempt(session)
        // What is only kept may be overtaken: nothing of it is sent.
        let manner = isReplayed ? Delivery.Replay.inOrder : .evenIfStale
        let preview = try routes.preview(session)
        let outcome = try preview.outcome(of: stored, manner, changing: changes, isReset: isReset)
        switch outcome {
        case .impossible(let reason): throw CommandFailure(refusal(of: stored.id, reason))
        case .refused(let reason) where reason.isOvertaken: throw CommandFailure(refusal(ofStale: stored.id, reason))
        case .refused(let reason) where isDry: throw CommandFailure("\(stored.id.text): \(reason.sentence)")
        case .same, .changed, .skipped, .asksFirst, .refused: break
        }
        let note = invocation.value(of: note) ?? ""
        let edit = DeliveryEdit(changes, note: note, by: ProcessUser.words, isReset: isReset)
        guard !isDry else { return try show(edit, stored, outcome, routes, session) }
        let client = ControlClient(try ControlSession.folder(invocation))
        let repair = Repair.edit(stored.id, edit, replaying: isReplayed ? .inOrder : nil)
        let reply = try client.repair(repair, at: session.now)
        return try ControlSession.tell(reply, session.console, about: stored.id.text) { _ in
            guard !session.isJSON else {
                return .report { writer in
                    writer.object { writer in
                        writer.member("edited", stored.id.text)
                        writer.member("replayed", isReplayed)
                    }
                }
            }
            return "\(stored.id.text): edited\(isReplayed ? " and replayed" : "")"
        }
    }
}

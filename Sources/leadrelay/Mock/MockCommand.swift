import CivilTime
import CommandLineFrame
import RelayMocks

/// `leadrelay mock`: stand-ins for the APIs, for whoever has no accounts at them.
enum MockCommand {
    static let command = Command(
        name: "mock",
        summary: "Run stand-ins for the lead APIs, to try a relay on.",
        discussion: """
            Each judges requests strictly by its vendor's documents, keeps made-up leads, and lists what it received. \
            All five run unless some are named, each below its name at one address; the first lines say what each wants, \
            and how leadrelay run is pointed at them. The same seed brings the same leads, ids and faults. It ends at \
            SIGTERM or Ctrl-C.
            A fault meets 5% of the requests unless it says another share:
              409:10%, 429:retry-after=30   any status from 400 to 599; not carried out
              slow=5s                       carried out, and answered late
              hang=10m, drop                not carried out, nor answered, late or at once
              lost, cut                     carried out; no answer, or half of one
              lie                           answered as if carried out; it is not
            GET /_received lists all that came, each with its answer and its fault; GET /_leads shows the leads. Leadping's \
            two documents differ: openapi wants five fields, and figures as numbers; page, the one printed for \
            PUT /leads/{id}, wants no field, and figures as texts.
            With --emit-to, Sendpilot's signed event is posted after each change of a status, and again after 5 s, 30 s, \
            2 min, 15 min and 1 h until a 2xx comes. Its secret is that of $SENDPILOT_WEBHOOK_SECRET unless told.
            """,
        options: [
            listen, seed, fault, key, generation, vocabulary, event, emitTo, secretVariable, secretFile, signature,
            pending, updateAll, .json,
        ],
        positionals: [
            .optional(.choice(StandInSetup.names, named: "API"), isRepeated: true, "The APIs to stand in for.")
        ],
        examples: [
            "leadrelay mock",
            "leadrelay mock leadtrackr octanist --fault '409:10%,slow=5s,hang:1%'",
            "leadrelay mock sendpilot --vocabulary newest --emit-to http://127.0.0.1:8080",
        ],
        exitCodes: [.success, .checkFailed, .usage],
        validate: check,
        run: { invocation, console in
            let session = try MockSession(
                setup(invocation),
                listen: address(invocation),
                faults: faults(invocation),
                emission: emission(invocation)
            )
            try await session.run(console, json: invocation.has(.json))
            return .success
        }
    )

    static let listen = Option.taking(
        .text(named: "ADDRESS"),
        "--listen",
        "The address to listen on; 127.0.0.1:9000 unless told, and port 0 takes any."
    )
    static let seed = Option.taking(
        .text(named: "N"),
        "--seed",
        "Which leads, ids and faults there are; 0 unless told."
    )
    static let fault = Option.taking(
        .text(named: "FAULTS"),
        "--fault",
        isRepeated: true,
        "What goes wrong, and how often: 409:10%,hang:1%."
    )
    static let key = Option.taking(
        .text(named: "API=KEY"),
        "--key",
        isRepeated: true,
        "The one right key of an API; any is right unless told."
    )
    static let generation = Option.taking(
        .choice(LeadpingMock.Generation.allCases.map(\.rawValue), named: "DOCUMENT"),
        "--generation",
        "Which of Leadping's documents a lead is judged by, and shown as; openapi unless told."
    )
    static let vocabulary = Option.taking(
        .choice(SendpilotVocabulary.allCases.map(\.rawValue), named: "WORD"),
        "--vocabulary",
        "Which of Sendpilot's documents a status is judged by, and answered; union unless told."
    )
    static let event = Option.taking(
        .choice(SendpilotEra.allCases.map(\.event), named: "TYPE"),
        "--event",
        "How Sendpilot calls its event; lead.updated unless told."
    )
    static let emitTo = Option.taking(.text(named: "URL"), "--emit-to", "Where Sendpilot's events are posted to.")
    static let secretVariable = Option.taking(
        .text(named: "VARIABLE"),
        "--secret-env",
        "The environment variable that holds the secret which events are signed with."
    )
    static let secretFile = Option.taking(.file(named: "FILE"), "--secret-file", "The file that holds that secret.")
    static let signature = Option.taking(
        .choice(WebhookSigning.allCases.map(\.rawValue), named: "WAY"),
        "--signature",
        "How events are signed: documented, as the documents say, or svix, as receivers see it; documented unless told."
    )
    static let pending = Option.taking(
        .text(named: "TIME"),
        "--pending",
        "How long a job of LeadTrackr's stays pending; 10s unless told."
    )
    static let updateAll = Option.flag(
        "--update-all",
        "Let Octanist update all leads that an e-mail or phone matches, instead of answering 409."
    )

    private static func check(_ invocation: Invocation) throws(UsageError) {
        try invocation.refuse([secretFile], beside: secretVariable)
        let names = setNames(invocation)
        for (option, name) in [
            (generation, "leadping"), (vocabulary, "sendpilot"), (event, "sendpilot"), (emitTo, "sendpilot"),
            (pending, "leadtrackr"), (updateAll, "octanist"),
        ] where invocation.has(option) && !names.contains(name) {
            throw UsageError(
                .conflict,
                "\"\(option.name)\" is about \(name), which does not run",
                remedy: "Name \(name) too, or leave the option out."
            )
        }
        guard !invocation.has(emitTo) else { return }
        for option in [secretVariable, secretFile, signature] where invocation.has(option) {
            throw UsageError(
                .conflict,
                "\"\(option.name)\" is of no use without \"--emit-to\"",
                remedy: "Say where events are posted to, as in --emit-to http://127.0.0.1:8080/hooks/sendpilot."
            )
        }
    }

    static func setNames(_ invocation: Invocation) -> Set<String> {
        invocation.positionals.isEmpty ? Set(StandInSetup.names) : Set(invocation.positionals)
    }
}

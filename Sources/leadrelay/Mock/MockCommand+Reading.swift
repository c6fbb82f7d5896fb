import CivilTime
import CommandLineFrame
import Crypto
import LinuxIO
import Quotation
import RelayCore
import RelayMocks
import RelayService

extension MockCommand {
    static func setup(_ invocation: Invocation) throws(UsageError) -> StandInSetup {
        var setup = StandInSetup(setNames(invocation))
        setup.seed = try invocation.seed(seed)
        setup.keys = try keys(invocation)
        setup.pending = try pending(invocation)
        setup.updatesAllMatches = invocation.has(updateAll)
        if let word = invocation.value(of: generation).flatMap({ LeadpingMock.Generation(rawValue: $0) }) {
            setup.generation = word
        }
        if let word = invocation.value(of: vocabulary).flatMap({ SendpilotVocabulary(rawValue: $0) }) {
            setup.vocabulary = word
        }
        if let era = SendpilotEra.allCases.first(where: { $0.event == invocation.value(of: event) }) {
            setup.era = era
        }
        return setup
    }

    static func address(_ invocation: Invocation) throws(UsageError) -> SocketAddress {
        try invocation.address(listen, unless: "127.0.0.1:9000")
    }

    static func faults(_ invocation: Invocation) throws(UsageError) -> [FaultPlan.Entry] {
        let text = invocation.values(of: fault).joined(separator: ",")
        guard invocation.has(fault) else { return [] }
        do throws(FaultTextError) {
            return try FaultPlan.Entry.read(text)
        } catch {
            throw invocation.invalid(error.part, of: fault, error.fact, remedy: error.remedy)
        }
    }

    private static func keys(_ invocation: Invocation) throws(UsageError) -> [String: String] {
        var keys: [String: String] = [:]
        for text in invocation.values(of: key) {
            guard let (name, value) = text.parted(at: "="), !value.isEmpty else {
                throw invocation.invalid(text, of: key, "is no key of an API", remedy: "Write it as octanist=KEY.")
            }
            guard setNames(invocation).contains(name), name != "http" else {
                let remedy = name == "http" ? "http wants no key." : "Name an API that runs, as in octanist=KEY."
                throw invocation.invalid(text, of: key, "is for no API that wants one", remedy: remedy)
            }
            keys[name] = value
        }
        return keys
    }

    private static func pending(_ invocation: Invocation) throws(UsageError) -> Duration {
        guard let text = invocation.value(of: pending) else { return .seconds(10) }
        guard let time = Duration(text: text), time >= .zero, time <= .seconds(86_400 * 7) else {
            throw invocation.invalid(
                text,
                of: pending,
                "is no time",
                remedy: "Write it as 10s, 15m or 24h, 168h at most."
            )
        }
        return time
    }

    // MARK: Events of Sendpilot's

    /// Where its events go and how they are signed; nil where nobody asks for them.
    static func emission(_ invocation: Invocation) throws -> MockSession.Emitting? {
        guard let text = invocation.value(of: emitTo) else { return nil }
        guard let target = WebhookPost.Target(text, path: "/hooks/sendpilot") else {
            let remedy = "Write it as http://127.0.0.1:8080/hooks/sendpilot."
            throw invocation.invalid(text, of: emitTo, "is no address", remedy: remedy)
        }
        let way = invocation.value(of: signature).flatMap { WebhookSigning(rawValue: $0) } ?? .documented
        let reference = secret(invocation)
        guard let secret = SecretText.read(reference) else {
            let remedy =
                "Set it to the secret of the relay's source, or say --secret-env VARIABLE or --secret-file FILE."
            throw CommandFailure("\(reference.shown.quoted) holds no secret for --emit-to. \(remedy)")
        }
        guard let signer = WebhookSigner(way, secret: secret, try OpenSSLDigests()) else {
            let remedy = "Give it one that begins with whsec_ and goes on in Base64, or say --signature documented."
            throw CommandFailure("\(reference.shown.quoted) holds no secret as Svix has them. \(remedy)")
        }
        return MockSession.Emitting(target: target, signer: signer)
    }

    private static func secret(_ invocation: Invocation) -> SecretReference {
        if let path = invocation.value(of: secretFile) { return .file(path) }
        return .environment(invocation.value(of: secretVariable) ?? "SENDPILOT_WEBHOOK_SECRET")
    }
}

extension String {
    /// What stands before and behind the first such character; nil where there is none.
    fileprivate func parted(at mark: Character) -> (String, String)? {
        guard let position = firstIndex(of: mark) else { return nil }
        return (String(self[..<position]), String(self[index(after: position)...]))
    }
}

extension Invocation {
    /// The number that chance begins with; 0 unless it is told.
    func seed(_ option: Option) throws(UsageError) -> UInt64 {
        guard let text = value(of: option) else { return 0 }
        guard let number = UInt64(text) else {
            let fact = "is no whole number from 0 to \(UInt64.max)"
            throw invalid(text, of: option, fact, remedy: "Write one, as in --seed 7.")
        }
        return number
    }

    /// An address with a port; the other one unless it is told.
    func address(_ option: Option, unless other: String) throws(UsageError) -> SocketAddress {
        let text = value(of: option) ?? other
        guard let address = SocketAddress(setting: text), address.port != nil else {
            throw invalid(text, of: option, "is no address", remedy: "Write it as 127.0.0.1:9000.")
        }
        return address
    }
}

import CivilTime
import Crypto
import Foundation
import RelayCore
import RelayRoutes
import RelayTesting
import Testing

/// Our verification beside the libraries that the senders give to their customers.
///
/// With `RELAY_ORACLE` in the environment the packages are installed and asked.
@Suite("Signatures beside the senders' own libraries", .timeLimit(.minutes(10)))
struct SenderOracleTests {
    private static let isAsked = ProcessInfo.processInfo.environment["RELAY_ORACLE"] != nil
    private static let libraries = ["svix", "standard-webhooks", "stripe", "slack", "twilio"]
    private static let count = 100

    /// The libraries look at the clock themselves, so what is signed is of now.
    private let now: Timestamp
    private let digests: OpenSSLDigests

    init() throws {
        now = try #require(Timestamp(seconds: Int64(Date().timeIntervalSince1970)))
        digests = try OpenSSLDigests()
    }

    private func verifier(_ question: SenderLibraries.Question) throws -> Verifier {
        let schemes = try #require(Catalogue.embedded.schemes(ofPreset: question.library))
        return Verifier(schemes, secrets: [DatedSecret(.environment("SECRET"))], digests: digests) { _ in
            Array(question.secret.utf8)
        }
    }

    private func request(_ question: SenderLibraries.Question, _ headers: [String: String]) -> SignedRequest {
        var fields = headers.map { ($0.key, $0.value) }
        if question.library == "twilio" { fields.append(("content-type", "application/x-www-form-urlencoded")) }
        return SignedRequest(url: question.url, headers: HeaderList(fields), body: Array(question.body.utf8))
    }

    private func questions(of library: String) -> [SenderLibraries.Question] {
        var random = SeededRandom(seed: 5)
        return (0..<Self.count).map { _ in
            let key = (0..<24 + random.below(40)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let text = String(decoding: Base64.encode(key.span), as: UTF8.self)
            let isListed = library == "svix" || library == "standard-webhooks"
            return SenderLibraries.Question(
                library: library,
                secret: isListed ? "whsec_" + text : text,
                body: library == "twilio" ? Self.form(&random) : Self.json(&random),
                url: random.below(2) == 0 ? "https://a.example/hooks/x?b=1" : "https://a.example:8443/hooks/x",
                time: now.seconds
            )
        }
    }

    private static func json(_ random: inout SeededRandom) -> String {
        "{\"n\": \(random.below(1_000_000)), \"text\": \"\(["ä", "♥", "\\u001B", "<b>", "", "a.b"][random.below(6)])\"}"
    }

    private static func form(_ random: inout SeededRandom) -> String {
        let words = ["%2B1415", "a+b", "", "%C3%A4", "x", "Y"]
        return (0...random.below(8)).map { _ in
            "\(["To", "From", "Body", "body", "Media0"][random.below(5)])=\(words[random.below(6)])"
        }.joined(separator: "&")
    }

    @Test(.enabled(if: isAsked, "the libraries need Python and a network"), arguments: libraries)
    func `what a library signs is believed, and nothing else`(library: String) async throws {
        let questions = questions(of: library)
        var random = SeededRandom(seed: 6)
        for (question, answer) in zip(questions, try await SenderLibraries.answers(to: questions)) {
            let headers = try #require(answer)
            let verifier = try verifier(question)
            let request = request(question, headers)
            #expect(verifier.verify(request, at: now) == .verified(scheme: 0, secret: 0), "\(question)")
            var body = request.body
            body[random.below(body.count)] ^= 0x11
            let changed = SignedRequest(url: question.url, headers: request.headers, body: body)
            if case .verified = verifier.verify(changed, at: now) { Issue.record("a changed body passes: \(question)") }
        }
    }

    @Test(.enabled(if: isAsked, "the libraries need Python and a network"), arguments: libraries)
    func `what we sign a library believes, and refuses what we refuse`(library: String) async throws {
        var questions: [SenderLibraries.Question] = []
        for question in self.questions(of: library) {
            let scheme = try #require(Catalogue.embedded.schemes(ofPreset: library)?.first)
            let signer = Signer(scheme, secret: Array(question.secret.utf8), digests: digests)
            // The libraries look at the clock a while later: what is just within the tolerance now is not then.
            for offset in [0, -200, -400, 400] as [Int64] {
                var asked = question
                let time = try #require(Timestamp(seconds: now.seconds + offset))
                let headers = try signer.headers(for: request(question, [:]), id: "msg_1", at: time)
                asked.headers = Dictionary(uniqueKeysWithValues: headers.map { ($0.name, $0.value) })
                questions.append(asked)
                asked.headers = asked.headers?.mapValues { $0.replacing("1", with: "2") }
                questions.append(asked)
            }
        }
        var believed = 0
        for (question, answer) in zip(questions, try await SenderLibraries.answers(to: questions)) {
            let headers = try #require(question.headers)
            if answer != nil { believed += 1 }
            let verification = try verifier(question).verify(request(question, headers), at: now)
            // Stripe's library does not look for times that are yet to come.
            if library == "stripe", case .rejected(let rejection) = verification, rejection.cause == .future {
                continue
            }
            #expect(
                (answer != nil) == (verification == .verified(scheme: 0, secret: 0)),
                "\(verification) \(question.time) \(headers)"
            )
        }
        // Were all refused or all believed, the comparison would say nothing.
        #expect((Self.count * 2...questions.count - Self.count).contains(believed), "\(believed) are believed")
    }
}

import Crypto
package import Curl
package import HTTPClient
package import RelayCore

/// Sends requests, on the thread of the loop that carries them.
///
/// What goes over plain HTTP is carried by our own client, and all else by libcurl: what is encrypted, and what takes a
/// proxy.
///
/// `@unchecked Sendable`: all of it is used on the loop's own thread alone, which `send` checks. No actor, because code on
/// the loop would pass from its own to that one and back with each request.
package final class OutboundSender: @unchecked Sendable {
    private static let mostPlaces = 256

    private let loop: CurlLoop
    private let client: HTTPClient?
    private let preparation: RequestPreparation
    /// Where the bases that hold no secret lead to; nil for what libcurl carries.
    private var places: [String: PlainPlace?] = [:]
    private var tokens = TokenCache()

    /// - Parameters:
    ///   - loop: What carries libcurl's transfers.
    ///   - client: The loop's companion; without it, libcurl carries everything.
    /// - Throws: where OpenSSL is set up without an algorithm that signing needs.
    package init(on loop: CurlLoop, client: HTTPClient? = nil) throws {
        self.loop = loop
        self.client = client
        preparation = RequestPreparation(SecretStore(), WebhookSigner(try OpenSSLDigests()))
    }

    /// A request as one of the two carries it.
    private enum Prepared {
        case plain(ClientRequest, HTTPClient)
        indirect case transfer(TransferRequest)
        case unsendable(SendFailure)
    }

    @inline(never)
    private func prepare(_ outgoing: OutgoingRequest, token: String? = nil) -> Prepared {
        do throws(SendFailure) {
            if let client, outgoing.policy.proxy == nil, let place = try place(of: outgoing.request, client),
                let plain = try preparation.plain(of: outgoing, token: token, to: place)
            {
                return .plain(plain, client)
            }
            return .transfer(try preparation.transfer(of: outgoing, token: token))
        } catch {
            return .unsendable(error)
        }
    }

    private func place(of request: Request, _ client: HTTPClient) throws(SendFailure) -> PlainPlace? {
        guard case .plain(let text) = request.base else {
            // A base that holds a secret is read each time, and kept nowhere.
            return PlainPlace(try preparation.base(of: request), client)
        }
        if let known = places[text] { return known }
        let place = PlainPlace(try preparation.base(of: request), client)
        if places.count >= Self.mostPlaces { places.removeAll() }
        places.updateValue(place, forKey: text)
        return place
    }

    // MARK: Tokens

    @inline(never)
    private func send(_ outgoing: OutgoingRequest, for credentials: ClientCredentials) async -> Answer {
        do throws(SendFailure) {
            let token = try await token(for: credentials, outgoing.policy)
            let answer = await carry(prepare(outgoing, token: token))
            guard answer.status == 401 else { return answer }
            // The API refused the token, and with it the request: a new token is worth one more try.
            tokens.drop(token, of: credentials)
            return await carry(prepare(outgoing, token: try await self.token(for: credentials, outgoing.policy)))
        } catch {
            return Answer(error, wasSent: false)
        }
    }

    /// A token that is still good: one that is kept, one that another send is fetching, or a new one.
    private func token(
        for credentials: ClientCredentials,
        _ policy: SendPolicy
    ) async throws(SendFailure) -> String {
        while true {
            switch tokens.claim(credentials, now: loop.clock.now) {
            case .kept(let token): return token
            case .fetch: return try await fetch(credentials, policy)
            case .wait:
                let outcome = await withCheckedContinuation { tokens.wait(for: credentials, $0) }
                // Of a send that was cancelled while it fetched for all, another takes the place.
                guard case .failure(let failure) = outcome, failure != .cancelled else { continue }
                throw failure
            }
        }
    }

    private func fetch(_ credentials: ClientCredentials, _ policy: SendPolicy) async throws(SendFailure) -> String {
        let outcome: Result<IssuedToken, SendFailure>
        do {
            let request = try preparation.tokenTransfer(of: credentials, policy)
            let answer = Answer(await loop.perform(request), to: request)
            outcome = .success(try IssuedToken(answer))
        } catch {
            outcome = .failure(error)
        }
        tokens.settle(credentials, outcome, now: loop.clock.now)
        return try outcome.get().text
    }
}

extension OutboundSender: Sender {
    /// Must be called on the loop.
    package func send(_ outgoing: OutgoingRequest) async -> Answer {
        loop.checkIsolated()
        if case .clientCredentials(let credentials) = outgoing.policy.authorisation {
            return await send(outgoing, for: credentials)
        }
        let prepared = prepare(outgoing)
        // As `carry` would: each function that waits costs a look at which thread it goes on, and most sends are these.
        if case .plain(let request, let client) = prepared { return Answer(await client.perform(request)) }
        return await carry(prepared)
    }

    package func masked(_ body: [UInt8], of request: Request, _ policy: SendPolicy, keeping limit: Int) -> [UInt8] {
        guard !body.isEmpty else { return [] }
        var mask = preparation.mask(of: request, policy)
        if case .clientCredentials(let credentials) = policy.authorisation {
            for token in tokens.latest(of: credentials) { mask.hide(token, as: "(token)") }
        }
        return mask.masked(body, keeping: limit)
    }

    /// What libcurl carries hears of the end of its own task.
    package func cancelAll() { client?.cancelAll() }

    @inline(never)
    private func carry(_ prepared: Prepared) async -> Answer {
        switch prepared {
        case .plain(let request, let client): Answer(await client.perform(request))
        case .transfer(let transfer): Answer(await loop.perform(transfer), to: transfer)
        case .unsendable(let failure): Answer(failure, wasSent: false)
        }
    }
}

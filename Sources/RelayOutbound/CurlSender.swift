import Crypto
package import Curl
package import RelayCore

/// Sends requests through libcurl, on the thread of the loop that carries them.
///
/// Code that runs on the same loop waits for an answer without a change of thread.
package actor CurlSender: Sender {
    private let loop: CurlLoop
    private let secrets = SecretStore()
    private let signer: WebhookSigner
    private var tokens = TokenCache()

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    /// - Throws: where OpenSSL is set up without an algorithm that signing needs.
    package init(on loop: CurlLoop) throws {
        self.loop = loop
        signer = WebhookSigner(try OpenSSLDigests())
    }

    package func send(_ outgoing: OutgoingRequest) async -> Answer {
        guard case .clientCredentials(let credentials) = outgoing.policy.authorisation else {
            return await send(outgoing, token: nil)
        }
        do {
            let token = try await token(for: credentials, outgoing.policy)
            let answer = await send(outgoing, token: token)
            guard answer.status == 401 else { return answer }
            // The API refused the token, and with it the request: a new token is worth one more try.
            tokens.drop(token, of: credentials)
            return await send(outgoing, token: try await self.token(for: credentials, outgoing.policy))
        } catch {
            return Answer(error, wasSent: false)
        }
    }

    private func send(_ outgoing: OutgoingRequest, token: String?) async -> Answer {
        let transfer: TransferRequest
        do {
            transfer = try TransferPreparation(secrets, signer).transfer(of: outgoing, token: token)
        } catch {
            return Answer(error, wasSent: false)
        }
        return Answer(await loop.perform(transfer), throughProxy: transfer.settings.proxy != nil)
    }

    // MARK: Tokens

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
            let request = try TransferPreparation(secrets, signer).tokenTransfer(of: credentials, policy)
            let answer = Answer(await loop.perform(request), throughProxy: request.settings.proxy != nil)
            outcome = .success(try IssuedToken(answer))
        } catch {
            outcome = .failure(error)
        }
        tokens.settle(credentials, outcome, now: loop.clock.now)
        return try outcome.get().text
    }
}

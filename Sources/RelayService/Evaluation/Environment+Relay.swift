import CEL
import Crypto
import RelayRoutes

extension Environment {
    /// What an expression of a route may speak of, apart from its variables.
    static func relay() throws(EvaluationFailure) -> Environment {
        var environment = Environment(timeZones: SystemTimeZones())
        do throws(CryptoError) {
            RelayLibrary.install(in: &environment, digests: try OpenSSLDigests())
        } catch {
            throw EvaluationFailure(description: error.description)
        }
        return environment
    }
}

import RelayCore
import RelayLog
import RelayRoutes

/// Writes that come back as events.
extension DeliveryWork {
    func tellPingPong(_ echo: ExpectedEcho, _ reason: Reason) async {
        let remedy = "leadrelay dead show \(stored.id.text): \(reason.remedy)"
        let lead = PersonalText.abbreviated(echo.lead)
        // Two leads may be abbreviated alike, and each has a row of its own.
        let subject = "\(echo.destination) \(lead)\(lead == echo.lead ? "" : " (\(stored.id.text))")"
        await ports.attend(Attention(reason.cause, of: subject, detail: reason.detail, remedy: remedy), "ping-pong")
    }
}

extension Deliverer.Ports {
    /// Has an operator look at something, with one line in the log where that is new; what cannot be stored is let go.
    func attend(_ attention: Attention, _ message: StaticString) async {
        await committer.attend(attention, message, log)
    }
}

extension Committer {
    /// Has an operator look at something, with one line in the log where that is new; what cannot be stored is let go.
    func attend(_ attention: Attention, _ message: StaticString, _ log: Log) async {
        guard case .noted(isNew: true)? = try? await submit(.attend(attention)) else { return }
        log.write(
            .warning,
            message,
            [
                "subject": .string(attention.subject), "detail": .string(attention.detail),
                "remedy": .string(attention.remedy),
            ]
        )
    }
}

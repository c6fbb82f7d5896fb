import CivilTime

extension Attention {
    /// That a destination's own answers have paused it.
    package init(_ pause: DestinationPause, of destination: String) {
        let sample = pause.sample.map { ", first seen by \($0.text)" } ?? ""
        let name = Name.pause(of: destination)
        self.init(name.kind, of: name.subject, detail: pause.cause + sample, remedy: pause.remedy)
    }

    /// That a destination cannot be reached, or fails by itself; the cause is a status, or the word for a failure.
    package init(downtimeOf destination: String, cause: String) {
        let name = Name.downtime(of: destination)
        let remedy = "see whether it is up: it is asked again by itself, and resumes when it answers"
        self.init(name.kind, of: name.subject, detail: cause, remedy: remedy)
    }

    /// That deliveries are refused again and again as by a broken account, though that has not paused the destination.
    package init(doubting destination: String, _ verdict: Verdict, call: String, sample: DeliveryID) {
        let name = Name.doubt(of: destination)
        let pauses = verdict.confirm > 1 ? "; it pauses when \(verdict.confirm) leads in a row get this" : ""
        let detail = "\(verdict.cause) at \(call), as \(sample.text) got it\(pauses)"
        self.init(name.kind, of: name.subject, detail: detail, remedy: verdict.remedy)
    }

    /// That an API wants nothing to be asked of a destination for longer than anybody would overlook.
    package init(_ closure: QuotaClosure, of destination: String) {
        let name = Name.closure(of: destination)
        let detail = "closed until \(closure.until.rfc3339): \(closure.cause)"
        let remedy = "none, it opens by itself; sooner, if the API is wrong: leadrelay resume \(destination)"
        self.init(name.kind, of: name.subject, detail: detail, remedy: remedy)
    }
}

extension Attention.Name {
    package static func pause(of destination: String) -> Attention.Name {
        Attention.Name(kind: "destination-paused", subject: destination)
    }

    package static func downtime(of destination: String) -> Attention.Name {
        Attention.Name(kind: "destination-down", subject: destination)
    }

    package static func closure(of destination: String) -> Attention.Name {
        Attention.Name(kind: "destination-quota", subject: destination)
    }

    package static func doubt(of destination: String) -> Attention.Name {
        Attention.Name(kind: "destination-doubtful", subject: destination)
    }
}

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
}

extension Attention.Name {
    package static func pause(of destination: String) -> Attention.Name {
        Attention.Name(kind: "destination-paused", subject: destination)
    }

    package static func downtime(of destination: String) -> Attention.Name {
        Attention.Name(kind: "destination-down", subject: destination)
    }
}

/// The routes of the relay that is measured: one source that signs, and destinations that each get a request an event.
package enum GaugeRoutes {
    static let secretName = "LEADRELAY_GAUGE_SECRET"
    package static let secret = "gauge-secret"
    /// How the body begins that each destination gets; the event's number stands behind it.
    static let bodyStart = Array(#"{"id":""#.utf8)

    /// `isHeld` keeps everything here; the ports are those of the destinations, in order.
    package static func text(ports: [UInt16], isHeld: Bool) -> String {
        """
        {
          "version": 1,
          "sources": { "bench": {
            "signature": { "scheme": "hmac-sha256", "header": "X-Signature", "layout": "whole", "signed": "{body}",
                           "encoding": "hex", "key": "text" },
            "path": "\(EventWriter.path)", "secrets": [{ "env": "\(secretName)" }], "rate": "1000000/s",
            "id": "body.id", "type": "body.type", "lead": "body.lead" } },
          "destinations": { \(ports.enumerated().map { destination($0, $1, isHeld) }.joined(separator: ",\n    ")) },
          "routes": [{ "name": "all", "from": "bench", "on": ["lead.updated"], "when": "event.body.status == 'won'",
            "send": [\(ports.indices.map(send).joined(separator: ",\n      "))] }]
        }
        """
    }

    static func name(_ index: Int) -> String { "destination-\(index)" }

    /// Tried again soon: what is measured is how fast it is, and not how patient.
    private static func destination(_ index: Int, _ port: UInt16, _ isHeld: Bool) -> String {
        #""\#(name(index))": { "api": "http", "base": "http://127.0.0.1:\#(port)", "mode": "\#(isHeld ? "hold" : "live")", "#
            + #""retry": { "attempts": 1000, "first": "200ms", "longest": "1s" } }"#
    }

    private static func send(_ index: Int) -> String {
        #"{ "name": "\#(name(index))", "to": "\#(name(index))", "call": "request", "with": { "path": "/\#(index)", "#
            + #""body": { "id": "{{ event.id }}", "lead": "{{ event.lead }}", "status": "{{ event.body.status }}" } } }"#
    }
}

import Foundation
import JSON

/// Parsing, and parsing with a change and a write, beside the same done by Foundation's `JSONSerialization`.
struct JSONBench {
    private let bytes = SampleEvent.bytes
    private let data = Data(SampleEvent.bytes)
    private let stopwatch = Stopwatch()
    private let slowStopwatch = Stopwatch(calls: 1_000)

    func run() throws {
        let patch = try JSONDocument(#"{"data":{"status":"lost","lossReason":"price"}}"#).root
        report(
            "json.parse",
            try stopwatch.nanoseconds { keep(try JSONDocument(bytes)) },
            bar: 1_000,
            foundation: try slowStopwatch.nanoseconds { keep(try JSONSerialization.jsonObject(with: data)) }
        )
        report(
            "json.parse-change-write",
            try stopwatch.nanoseconds {
                keep(JSONMerge(null: .isValue).lay(patch, over: try JSONDocument(bytes).root))
            },
            bar: 2_000,
            foundation: try slowStopwatch.nanoseconds { keep(try changedByFoundation()) }
        )
    }

    private func changedByFoundation() throws -> Data {
        var event = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        var payload = event["data"] as? [String: Any] ?? [:]
        payload["status"] = "lost"
        payload["lossReason"] = "price"
        event["data"] = payload
        return try JSONSerialization.data(withJSONObject: event)
    }

    private func report(_ name: String, _ figure: Double, bar: Double, foundation: Double) {
        print(
            #"{"bench":"\#(name)","bytes":\#(bytes.count),"ns":\#(figure.rounded()),"bar":\#(bar),"#
                + #""foundationNs":\#(foundation.rounded()),"ratio":\#((foundation / figure * 10).rounded() / 10)}"#
        )
    }
}

import Foundation
import JSON

/// Parsing, and parsing with a change and a write, beside Foundation's `JSONSerialization`.
struct JSONBench {
    private let bytes = SampleEvent.bytes
    private let stopwatch = Stopwatch()

    func run() throws {
        let patch = try JSONDocument(#"{"data":{"status":"lost","lossReason":"price"}}"#).root
        let parse = try stopwatch.nanoseconds { keep(try JSONDocument(bytes)) }
        let change = try stopwatch.nanoseconds {
            keep(JSONMerge(null: .isValue).lay(patch, over: try JSONDocument(bytes).root))
        }
        let data = Data(bytes)
        var reference = stopwatch
        reference.calls = 1_000
        let foundation = try reference.nanoseconds { keep(try JSONSerialization.jsonObject(with: data)) }
        report("json.parse", parse, bar: 1_000, foundation: foundation)
        report("json.parse-change-write", change, bar: 2_000, foundation: foundation)
    }

    private func report(_ name: String, _ figure: Double, bar: Double, foundation: Double) {
        print(
            #"{"bench":"\#(name)","bytes":\#(bytes.count),"ns":\#(figure.rounded()),"bar":\#(bar),"#
                + #""foundationParseNs":\#(foundation.rounded()),"ratio":\#((foundation / figure * 10).rounded() / 10)}"#
        )
    }
}

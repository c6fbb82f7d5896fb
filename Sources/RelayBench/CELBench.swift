import CEL
import JSON

/// A condition over an event, with and without parsing the event.
struct CELBench {
    private let stopwatch = Stopwatch()
    private let condition = "data.status == 'won' && data.value > 100.0"

    func run() throws {
        var environment = Environment()
        let slot = environment.declare("data", .dyn)
        let program = try environment.compile(SourceText(condition))
        let bytes = SampleEvent.bytes
        let data = JSONName("data")

        let whole = try stopwatch.nanoseconds {
            var activation = Activation(environment)
            activation[slot] = try JSONDocument(bytes).root[data].map { Value($0) }
            keep(try program.evaluate(activation))
        }
        var activation = Activation(environment)
        activation[slot] = try JSONDocument(bytes).root[data].map { Value($0) }
        let alone = try stopwatch.nanoseconds { keep(try program.evaluate(activation)) }
        report("cel.parse-and-evaluate", whole, bar: 1_500)
        report("cel.evaluate", alone, bar: 300)
    }

    private func report(_ name: String, _ figure: Double, bar: Double) {
        print(#"{"bench":"\#(name)","expression":"\#(condition)","ns":\#(figure.rounded()),"bar":\#(bar)}"#)
    }
}

import CEL
import JSON

/// Takes any bytes for the source of an expression over an event: checked or unchecked, evaluated, and shown.
@c(LLVMFuzzerTestOneInput)
package func fuzzCEL(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // libFuzzer lends the bytes for the length of the call.
    let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
    let source = unsafe SourceText(String(decoding: bytes, as: UTF8.self))
    evaluate(source, environment)
    return 0
}

private let environment: Environment = {
    var environment = Environment()
    environment.declare("event", .dyn)
    environment.declare("n", .int)
    environment.declare("texts", .list(.string))
    return environment
}()

private let event = try? JSONDocument(
    #"{"id":"e1","status":"won","value":1250.50,"big":123456789012345678901,"tags":["a","b",""],"none":null,"a":1,"a":2}"#
)

private func evaluate(_ source: SourceText, _ environment: Environment) {
    let checked = try? environment.compile(source)
    guard let program = checked ?? (try? environment.compileUnchecked(source)) else { return }
    var activation = program.activation
    activation["event"] = event.map { Value($0.root) }
    activation["n"] = .int(-7)
    activation["texts"] = .list([.string("a"), .string("é"), .string("")])
    do throws(EvaluationError) {
        let value = try program.evaluate(activation)
        precondition(!value.literal.isEmpty)
        var writer = JSONWriter()
        if (try? value.write(to: &writer)) != nil {
            precondition((try? JSONDocument(writer.bytes)) != nil, "what is written is JSON")
        }
    } catch {
        // A program that passed the check still may fail, but it knows where.
        precondition(error.offset != nil, "\(error.fact) has no place")
        precondition(!program.describe(error).isEmpty)
    }
}

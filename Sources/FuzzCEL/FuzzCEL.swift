import CEL
import CivilTime
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
    environment.declare("m", .int)
    environment.declare("x", .int)
    environment.declare("first", .timestamp)
    environment.declare("last", .timestamp)
    environment.declare("longest", .duration)
    environment.declare("deep", .dyn)
    return environment
}()

private let event = try? JSONDocument(
    #"{"id":"e1","status":"won","value":1250.50,"big":123456789012345678901,"tags":["a","b",""],"grid":[[],[0,[1]],{}],"none":null,"a":1,"a":2}"#
)

private func evaluate(_ source: SourceText, _ environment: Environment) {
    let checked = try? environment.compile(source)
    guard let program = checked ?? (try? environment.compileUnchecked(source)) else { return }
    let activation = filled(program.activation)
    do throws(EvaluationError) {
        let value = try program.evaluate(activation)
        precondition(!value.literal.isEmpty)
        var writer = JSONWriter()
        if (try? value.write(to: &writer)) != nil {
            precondition((try? JSONDocument(writer.bytes, limits: written)) != nil, "what is written is JSON")
        }
    } catch {
        // A program that passed the check still may fail, but it knows where.
        precondition(error.offset != nil, "\(error.fact) has no place")
        precondition(!program.describe(error).isEmpty)
    }
    followWithTooMuch(source, environment)
}

/// What takes too many steps alone takes too many after any other expression: none gives steps back.
private func followWithTooMuch(_ source: SourceText, _ environment: Environment) {
    var environment = environment
    environment.limits.steps = 200
    let text = "[\(source.text)\n, texts.all(a, texts.all(b, texts.all(c, texts.all(d, texts.all(e, true)))))]"
    guard let program = try? environment.compileUnchecked(SourceText(text)) else { return }
    precondition((try? program.evaluate(filled(program.activation))) == nil, "the steps came back")
}

private func filled(_ empty: Activation) -> Activation {
    var activation = empty
    activation["event"] = event.map { Value($0.root) }
    activation["n"] = .int(-7)
    activation["texts"] = .list([.string("a"), .string("é"), .string("")])
    bindExtremes(&activation)
    return activation
}

/// An expression may make values deeper than a text that comes in may be.
private let written = JSONLimits(depth: 1_024, bytes: JSONLimits.standard.bytes)

/// Sets variables to the edges of what their types hold, for an index or a sum to run over.
private func bindExtremes(_ activation: inout Activation) {
    activation["m"] = .int(.min)
    activation["x"] = .int(.max)
    activation["first"] = .timestamp(.earliest)
    activation["last"] = .timestamp(.latest)
    activation["longest"] = .duration(.seconds(315_576_000_000))
    activation["deep"] = deep
}

/// A list in a list in a list, nearly as deep as an expression may make one.
private let deep = (0..<390).reduce(Value.list([.int(.min)])) { inner, _ in .list([inner]) }

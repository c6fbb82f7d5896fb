import CEL

/// What comes of an expression, in a line to compare with: its value, or why it has none.
func outcome(_ text: String, in environment: Environment = Environment()) -> String {
    let program: Program
    do {
        program = try environment.compile(SourceText(text))
    } catch {
        return "problem: \(error.all.first?.fact ?? "")"
    }
    do {
        return try program.evaluate(program.activation).shown
    } catch {
        return "\(error.code): \(error.fact)"
    }
}

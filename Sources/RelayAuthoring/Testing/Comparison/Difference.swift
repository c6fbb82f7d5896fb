import JSON

/// Something that is one way on one side and another way, or not at all, on the other.
package struct Difference: Sendable {
    /// Where in a request: `body/status`, `query/page`, `path`.
    package let path: String
    /// What a test expects, or what was before; nil for nothing.
    package let left: ComparedValue?
    /// What there is, or what is now; nil for nothing.
    package let right: ComparedValue?

    /// `body/status: expected "lost", got "qualified"`
    package var asExpectation: String {
        switch (left, right) {
        case (let left?, let right?):
            let shown = ComparedValue.shown(left, right)
            return "\(path): expected \(shown.left), got \(shown.right)"
        case (let left?, nil): return "\(path): expected \(left.shown), missing"
        case (nil, let right?): return "\(path): not expected, got \(right.shown)"
        case (nil, nil): return path
        }
    }

    /// `body/status: was "lost", is "qualified"`
    package var asChange: String {
        switch (left, right) {
        case (let left?, let right?):
            let shown = ComparedValue.shown(left, right)
            return "\(path): was \(shown.left), is \(shown.right)"
        case (let left?, nil): return "\(path): dropped, was \(left.shown)"
        case (nil, let right?): return "\(path): new, is \(right.shown)"
        case (nil, nil): return path
        }
    }

    /// Writes it as an object, its sides under names of the caller's.
    func write(to writer: inout JSONWriter, left leftName: String, right rightName: String) {
        writer.object { writer in
            writer.member("path", path)
            for (name, value) in [(leftName, left), (rightName, right)] {
                guard let value else { continue }
                writer.name(name)
                value.write(to: &writer)
            }
        }
    }
}

/// Parts of the language that an expression may use beyond its core.
package struct CELLibraries: OptionSet, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// `getFullYear()` and the other parts of times.
    package static let timeParts = CELLibraries(rawValue: 1)
    package static let strings = CELLibraries(rawValue: 2)
    package static let math = CELLibraries(rawValue: 4)
    package static let encoders = CELLibraries(rawValue: 8)
    package static let lists = CELLibraries(rawValue: 16)
    package static let sets = CELLibraries(rawValue: 32)
    /// `matches`, with regular expressions.
    package static let patterns = CELLibraries(rawValue: 64)

    /// `transformMap` and `transformMapEntry`.
    package static let mapTransforms = CELLibraries(rawValue: 128)

    package static let all = CELLibraries(rawValue: 255)

    /// The forms of all the libraries in the set, and of the language.
    var forms: [CELForm] {
        let parts: [(CELLibraries, [CELForm])] = [
            (.timeParts, CELForm.timeParts), (.strings, CELForm.strings), (.math, CELForm.math),
            (.encoders, CELForm.encoders), (.lists, CELForm.lists), (.sets, CELForm.sets),
            (.patterns, CELForm.patterns),
        ]
        return CELForm.language + parts.flatMap { contains($0.0) ? $0.1 : [] }
    }
}

package import CEL
package import RelayCore

/// The functions that routes have beyond the language's own: money, phone numbers, texts and digests as APIs ask for them.
package enum RelayLibrary {
    /// `cents`, `units`, `e164`, `lower`, `hash` and `uuid5`.
    package static func functions(digests: any Digests) -> [Function] {
        Money.functions + [PhoneNumbers.e164, TextForms.lower] + Names.functions(digests: digests)
    }

    /// Gives an environment the library: its functions, its type, and new forms of functions that are there already.
    package static func install(in environment: inout Environment, digests: any Digests) {
        environment.add(functions(digests: digests))
        environment.declareType(Decimal.name)
        environment.extend("string", with: .global(.opaque(Decimal.name), returns: .string))
        environment.extend("trim", with: .global(.string, returns: .string))
    }
}

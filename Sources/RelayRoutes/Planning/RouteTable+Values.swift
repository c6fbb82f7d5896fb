package import CEL
package import RelayCore

/// What expressions see, for those who work expressions out beside the plan.
extension RouteTable {
    /// All values of an event, with what its lookups gave, where they have been made.
    package func values(of event: Event, lookups: [String: Value]? = nil) -> Activation {
        var values = EventValues(of: event, bindings)
        values.provide(.everything)
        if let lookups { values.provide(lookups) }
        return values.activation
    }

    /// The names of the table's expressions, whose values may be of any type; over the environment that it was built
    /// with.
    package func looseEnvironment(_ base: Environment) -> Environment {
        let lookups = file.lookups.map { (name: $0.name, type: ValueType.dyn) }
        return Vocabulary(base, tables: tables, lookups: lookups, body: .dyn).environment
    }
}

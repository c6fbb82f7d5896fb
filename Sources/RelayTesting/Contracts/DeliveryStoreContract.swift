/// What every engine of the store's ports must do, as rules that a test runs one by one, each on a store of its own:
///
/// ```swift
/// @Test(arguments: DeliveryStoreContract.rules)
/// func `the engine keeps the contract`(rule: DeliveryStoreContract.Rule) throws {
///     try rule.check(StoreBench(store, queue: reader, ledger: reader))
/// }
/// ```
package enum DeliveryStoreContract {
    package static let rules =
        accepting + lanes + latest + stale + holding + settling + deadLetters + repairs + queue + ledger + attention
        + standings + lives + echoes + pingPongs

    package struct Rule: Sendable, CustomStringConvertible {
        package let description: String
        /// - Throws: `ContractViolation`, or what the store threw.
        package let check: @Sendable (StoreBench) throws -> Void

        init(_ description: String, _ check: @escaping @Sendable (StoreBench) throws -> Void) {
            self.description = description
            self.check = check
        }
    }
}

/// A rule that an engine broke.
package struct ContractViolation: Error, CustomStringConvertible {
    package let description: String

    init(_ fact: String, _ file: StaticString, _ line: UInt) {
        description = "\(fact) (\(file):\(line))"
    }
}

func expect(
    _ condition: Bool,
    _ fact: @autoclosure () -> String,
    file: StaticString = #fileID,
    line: UInt = #line
) throws {
    guard condition else { throw ContractViolation(fact(), file, line) }
}

func expectEqual<Value: Equatable>(
    _ found: Value,
    _ expected: Value,
    _ what: String,
    file: StaticString = #fileID,
    line: UInt = #line
) throws {
    try expect(found == expected, "\(what) is \(found), not \(expected)", file: file, line: line)
}

/// The value, which a rule cannot go on without.
func require<Value>(
    _ value: Value?,
    _ what: String,
    file: StaticString = #fileID,
    line: UInt = #line
) throws -> Value {
    guard let value else { throw ContractViolation("there is no \(what)", file, line) }
    return value
}

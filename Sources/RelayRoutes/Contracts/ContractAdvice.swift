import JSON

/// An advice of a contract, with the API and the call that give it.
package struct ContractAdvice: Sendable {
    package let api: String
    package let call: String
    package let advice: Advice

    /// All that the contracts of a catalogue give, by API and call, in the order in which the contracts have them.
    package static func all(in catalogue: Catalogue) -> [ContractAdvice] {
        catalogue.contracts.sorted { $0.key < $1.key }.flatMap { name, json in
            let contract = Contract(name: name, json)
            return contract.callsInOrder.flatMap { call in
                call.advice.map { ContractAdvice(api: name, call: call.name, advice: $0) }
            }
        }
    }
}

extension Contract {
    /// The calls in the order of the contract.
    package var callsInOrder: [Call] { json.entries("calls").compactMap { calls[$0.name] } }
}

package import JSON
import Quotation
package import RelayRoutes
import Spelling

/// What `leadrelay api` tells of the APIs that are known, and of those that a routes file describes.
package struct ContractPages: Sendable {
    private let contracts: [String: Contract]
    private let common: JSONValue?

    /// Takes the embedded contracts and those of a routes file, where there is one.
    package init(_ catalogue: Catalogue, _ file: RoutesFile? = nil) {
        contracts = catalogue.contracts(with: file?.apis ?? [])
        common = catalogue.answers
    }

    /// What can be shown: an API, or one of its calls.
    package enum Subject: Sendable {
        case api(Contract)
        case call(Contract, Call)
    }

    package enum Unknown: Error, Sendable, Equatable {
        case api(String, nearest: String?)
        case call(String, of: String, nearest: String?, calls: [String])
    }

    /// Finds what `NAME` or `NAME.CALL` means.
    package func subject(_ word: String) throws(Unknown) -> Subject {
        if let contract = contracts[word] { return .api(contract) }
        let parts = word.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let contract = contracts[parts[0]] else {
            throw .api(parts[0], nearest: Spelling.nearest(to: parts[0], among: contracts.keys.sorted()))
        }
        let name = parts.count > 1 ? parts[1] : ""
        if let call = contract.calls[name] { return .call(contract, call) }
        let calls = contract.callsInOrder.map(\.name)
        throw .call(name, of: contract.name, nearest: Spelling.nearest(to: name, among: calls), calls: calls)
    }

    // MARK: List

    package var list: String {
        var page = TextPage()
        for contract in sorted {
            page.line("\(contract.name): \(contract.title)")
            page.table(
                contract.callsInOrder.map { call in
                    ("\(contract.name).\(call.name)", "\(call.signature). \(call.about)")
                },
                widest: 32
            )
        }
        page.heading("More about one of them: leadrelay api show NAME[.CALL]")
        return page.text
    }

    package func writeList(to writer: inout JSONWriter) {
        writer.array { writer in
            for contract in sorted {
                writer.object { writer in
                    writer.member("api", contract.name)
                    writer.member("title", contract.title)
                    writer.name("calls")
                    writer.array { writer in contract.callsInOrder.forEach { writer.string($0.name) } }
                }
            }
        }
    }

    private var sorted: [Contract] { contracts.sorted { $0.key < $1.key }.map(\.value) }

    // MARK: One of them

    package func page(_ subject: Subject) -> String {
        var page = TextPage()
        switch subject {
        case .api(let contract):
            Self.head(contract, &page)
            for call in contract.callsInOrder {
                page.line()
                CallSection(contract, call, common: common, isShort: true).write(to: &page)
            }
            DocumentSection(contract.json).write(to: &page)
        case .call(let contract, let call):
            CallSection(contract, call, common: common, isShort: false).write(to: &page)
        }
        return page.text
    }

    /// The contract, or the call of it, as it is written, with the name that it goes by.
    package func write(_ subject: Subject, to writer: inout JSONWriter) {
        switch subject {
        case .api(let contract): writer.value(contract.json)
        case .call(_, let call): writer.value(call.json)
        }
    }

    private static func head(_ contract: Contract, _ page: inout TextPage) {
        page.line("\(contract.title) (\"api\": \(contract.name.quoted))")
        page.line()
        let key =
            switch contract.authentication {
            case .header(let name): "in the header \(name)"
            case .bearer: "as Authorization: Bearer"
            case .none: "none, unless the destination says \"auth\""
            }
        page.table([("Base", contract.base ?? "none of its own: the destination says it"), ("Key", key)], indent: 0)
    }
}

extension Call {
    /// `POST /api/leads/updateLeadStatus`
    var signature: String { path.text.isEmpty ? method : "\(method) \(path.text)" }
}

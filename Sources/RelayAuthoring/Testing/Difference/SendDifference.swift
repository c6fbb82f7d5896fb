import JSON
import Quotation
import RelayCore
import RelayRoutes

/// A send that one of two route tables makes and the other does not, or makes otherwise.
package struct SendDifference: Sendable {
    package let kind: Kind
    package let route: String
    package let send: String
    package let destination: String
    /// What it comes to: now, or before for one that is dropped.
    package let outcome: String
    /// For one that is changed.
    package let differences: [Difference]

    package enum Kind: String, Sendable {
        case added, dropped, changed
    }

    /// A send that stands alone.
    init(_ kind: Kind, _ send: RehearsedSend, _ differences: [Difference] = []) {
        self.kind = kind
        route = send.route
        self.send = send.name
        destination = send.destination
        outcome = send.outcome.inWords
        self.differences = differences
    }

    /// What one send has otherwise than the other; nil where nothing is.
    init?(_ old: RehearsedSend, _ new: RehearsedSend) {
        var differences: [Difference] = []
        func compare(_ path: String, _ left: String?, _ right: String?) {
            guard left != right else { return }
            let (left, right) = (left.map { ComparedValue.text($0) }, right.map { ComparedValue.text($0) })
            differences.append(Difference(path: path, left: left, right: right))
        }
        compare("route", old.route, new.route)
        compare("send", old.name, new.name)
        compare("lead", old.planned.lead, new.planned.lead)
        differences += new.outcome.differences(from: old.outcome)
        guard !differences.isEmpty else { return nil }
        self.init(.changed, new, differences)
    }

    var lines: [String] {
        let name = "\(kind.sign) \(send.quoted) of the route \(route.quoted)"
        return [kind == .changed ? name : "\(name): \(outcome)"] + differences.map { "    \($0.asChange)" }
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            let texts = [
                ("kind", kind.rawValue), ("route", route), ("send", send), ("to", destination), ("outcome", outcome),
            ]
            for (name, text) in texts { writer.member(name, text) }
            writer.name("differences")
            writer.array { writer in
                for difference in differences { difference.write(to: &writer, left: "old", right: "new") }
            }
        }
    }
}

extension SendDifference.Kind {
    fileprivate var sign: String {
        switch self {
        case .added: "+"
        case .dropped: "-"
        case .changed: "~"
        }
    }
}

extension RehearsedSend.Outcome {
    fileprivate func differences(from earlier: RehearsedSend.Outcome) -> [Difference] {
        if case .request(let old) = earlier, case .request(let new) = self { return new.differences(from: old) }
        guard inWords != earlier.inWords else { return [] }
        return [Difference(path: "outcome", left: .words(earlier.inWords), right: .words(inWords))]
    }

    fileprivate var inWords: String {
        switch self {
        case .request(let request): request.oneLine
        case .skipped: "skipped by its \"if\""
        case .failed(let failure): failure.inWords
        case .lacksLookups(let names): "undecided: it needs the lookup \(names.map(\.quoted).joined(separator: ", "))"
        }
    }
}

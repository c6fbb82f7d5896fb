import RelayCore

/// The query or the headers of a request, ready to be compared.
struct RequestParameters {
    /// The texts by name, those of a repeated name joined; a secret by the place where it is found.
    let texts: [String: String]
    /// Names that hold a secret.
    let secrets: Set<String>

    init(_ parameters: [Request.Parameter], spelling name: (String) -> String = { $0 }) {
        texts = Dictionary(parameters.map { (name($0.name), $0.value.shown) }) { "\($0), \($1)" }
        secrets = Set(parameters.filter { $0.value.isSecret }.map { name($0.name) })
    }

    static func differences(_ left: RequestParameters, _ right: RequestParameters, root: String) -> [Difference] {
        Set(left.texts.keys).union(right.texts.keys).sorted().compactMap { name in
            let (one, other) = (left.texts[name], right.texts[name])
            guard one != other else { return nil }
            return Difference(path: "\(root)/\(name)", left: one.map { .text($0) }, right: other.map { .text($0) })
        }
    }
}

extension Sensitive {
    fileprivate var isSecret: Bool {
        if case .secret = self { true } else { false }
    }
}

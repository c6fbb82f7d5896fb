import JSON
import RelayCore
import RelayRoutes

extension TestEntry.Expectation {
    /// Whether it can be about that send at all.
    func isAbout(_ send: RehearsedSend) -> Bool {
        isAbout(destination: send.destination, call: send.call, send: send.name, route: send.route)
    }

    func isAbout(destination: String, call: String, send: String, route: String) -> Bool {
        func allows(_ word: Word?, _ text: String) -> Bool { word.map { $0.text == text } ?? true }
        return allows(to, destination) && allows(self.call, call) && allows(self.send, send)
            && allows(self.route, route)
    }

    /// What that send has otherwise; in a partial test other members of the body do not matter.
    func differences(from send: RehearsedSend, isPartial: Bool) -> [Difference] {
        switch (send.outcome, error) {
        case (.request(let request), nil): differences(from: request, isPartial: isPartial)
        case (.request(let request), let error?):
            [Difference(path: "error", left: .text(error.text), right: .words("the request \(request.oneLine)"))]
        case (.failed(let failure), let error?):
            failure.isAbout(error.text)
                ? [] : [Difference(path: "error", left: .text(error.text), right: .words(failure.inWords))]
        case (.failed(let failure), nil): [Difference(path: "error", left: nil, right: .words(failure.inWords))]
        case (.skipped, _), (.lacksLookups, _): []
        }
    }

    private func differences(from request: Request, isPartial: Bool) -> [Difference] {
        var differences: [Difference] = []
        func compare(_ path: String, _ word: Word?, _ text: String) {
            guard let word, word.text != text else { return }
            differences.append(Difference(path: path, left: .text(word.text), right: .text(text)))
        }
        compare("method", method, request.method)
        compare("path", path, request.path)
        differences += queryDifferences(from: RequestParameters(request.query))
        differences += headerDifferences(from: RequestParameters(request.headers) { $0.lowercased() })
        return differences + bodyDifferences(from: request, isPartial: isPartial || self.isPartial)
    }

    /// The query is compared whole, but for secrets, which a test need not know.
    private func queryDifferences(from found: RequestParameters) -> [Difference] {
        guard let query else { return [] }
        let expected = Dictionary(query.map { ($0.name, $0.value.string ?? "") }) { $1 }
        return Set(expected.keys).union(found.texts.keys).subtracting(found.secrets).sorted().compactMap { name in
            let (left, right) = (expected[name], found.texts[name])
            guard left != right else { return nil }
            return Difference(path: "query/\(name)", left: left.map { .text($0) }, right: right.map { .text($0) })
        }
    }

    private func headerDifferences(from found: RequestParameters) -> [Difference] {
        headers.compactMap { header in
            let (name, text) = (header.name.lowercased(), header.value.string ?? "")
            let right = found.texts[name]
            guard right != text else { return nil }
            let shown: ComparedValue? =
                found.secrets.contains(name) ? .words("a secret") : right.map { .text($0) }
            return Difference(path: "headers/\(header.name)", left: .text(text), right: shown)
        }
    }

    private func bodyDifferences(from request: Request, isPartial: Bool) -> [Difference] {
        guard let body else { return [] }
        guard let found = request.bodyValue else {
            return [Difference(path: "body", left: .json(body), right: request.comparedBody)]
        }
        return BodyComparison.differences(body, found, root: "body", isPartial: isPartial)
    }
}

extension RehearsedSend.Failure {
    /// Whether it is about that field, alone or among others of which one was needed.
    fileprivate func isAbout(_ name: String) -> Bool {
        field == name || field.pieces(between: ", ").contains { $0 == name }
    }

    /// `a dead letter: conversionId: no such key: 'X'`
    var inWords: String { "a dead letter: \(field): \(fact)" }
}

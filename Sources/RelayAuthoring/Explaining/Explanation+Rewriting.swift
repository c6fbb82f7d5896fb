import RelayCore

extension Explanation {
    /// The same explanation in other words, for those who may not see all of it.
    ///
    /// A sentence about a clause of which a sight is told otherwise is left out as a whole, because it repeats the value in
    /// words that nobody can search for it.
    ///
    /// The first closure says what is told of a value that was seen, the second what is told in place of a sentence.
    package func rewritten(
        sight: (FailingClause.Sight) -> String,
        sentence: (String) -> String
    ) -> Explanation {
        var replaced: [(old: String, new: String)] = []
        func words(_ text: String, _ old: FailingClause?, _ new: FailingClause?) -> String {
            let isTouched = old?.sights != new?.sights
            let words = isTouched ? Self.withheld : sentence(text)
            if words != text { replaced.append((text, words)) }
            return words
        }
        let entries = entries.map { entry in
            let clause = entry.clause?.rewritten(sight, sentence)
            let sends = entry.sends.map { send in
                let inner = send.clause?.rewritten(sight, sentence)
                return Send(
                    name: send.name,
                    verdict: send.verdict,
                    sentence: words(send.sentence, send.clause, inner),
                    clause: inner
                )
            }
            return Entry(
                route: entry.route,
                verdict: entry.verdict,
                sentence: words(entry.sentence, entry.clause, clause),
                clause: clause,
                stoppedBy: entry.stoppedBy,
                sends: sends
            )
        }
        let summary = replaced.reduce(summary) { $0.replacing(each: $1.old, with: $1.new) }
        return Explanation(source: source, type: type, entries: entries, summary: sentence(summary))
    }

    fileprivate static let withheld = "what it read is masked"
}

extension FailingClause {
    fileprivate func rewritten(_ sight: (Sight) -> String, _ words: (String) -> String) -> FailingClause {
        let seen = sights.map { Sight(path: $0.path, value: sight($0)) }
        return FailingClause(
            source: source,
            spot: spot,
            index: index,
            clauses: clauses,
            failures: failures,
            sights: seen,
            sentence: seen == sights ? words(sentence) : Explanation.withheld
        )
    }
}

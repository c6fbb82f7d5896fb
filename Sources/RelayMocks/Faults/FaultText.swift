import CivilTime

/// What is wrong with a text of faults, and how to put it right.
package struct FaultTextError: Error, Equatable {
    /// The part of the text that is wrong.
    package let part: String
    package let fact: String
    package let remedy: String
}

extension FaultPlan.Entry {
    /// What a fault meets of which no share is told: 5 of 100 requests.
    package static let usualShare = 50

    /// Reads faults as a command line has them: `409:10%,429:retry-after=30,slow=5s,hang:1%,cut,lie`.
    ///
    /// Each begins with a status or a word, and with how long it takes where that may be told; behind colons stand the
    /// share of the requests that it meets, and for a status the seconds that it asks to wait. Blanks around one are
    /// passed over.
    package static func read(_ text: String) throws(FaultTextError) -> [FaultPlan.Entry] {
        var entries: [FaultPlan.Entry] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            entries.append(try FaultReader(String(part.trimmed)).entry())
        }
        guard entries.reduce(0, { $0 + $1.perMille }) <= 1_000 else {
            throw FaultTextError(
                part: text,
                fact: "meets more requests than there are",
                remedy: "Lower the shares to 100% together."
            )
        }
        return entries
    }

    /// The entry as it is read, with its share always told.
    package var text: String {
        let share = perMille % 10 == 0 ? "\(perMille / 10)%" : "\(perMille / 10).\(perMille % 10)%"
        return fault.text + ":" + share
    }
}

extension MockFault {
    /// The fault as it is asked for, without its share.
    package var text: String {
        switch self {
        case .refused(let status, nil): "\(status)"
        case .refused(let status, let wait?): "\(status):retry-after=\(wait)"
        case .slow(let time): "slow=\(time.text)"
        case .hanging(let time): "hang=\(time.text)"
        case .dropped: "drop"
        case .unanswered: "lost"
        case .cut: "cut"
        case .lie: "lie"
        }
    }
}

/// Reads one fault.
private struct FaultReader {
    let part: String
    private let word: Substring
    private let time: Substring?
    private let settings: [Substring]

    init(_ part: String) {
        self.part = part
        let pieces = part.split(separator: ":", omittingEmptySubsequences: false)
        let head = pieces[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        word = head[0]
        time = head.count > 1 ? head[1] : nil
        settings = Array(pieces.dropFirst())
    }

    private static let words = "Write a status from 400 to 599, or slow, hang, drop, lost, cut or lie."

    func entry() throws(FaultTextError) -> FaultPlan.Entry {
        var share: Int?
        var wait: Int?
        for setting in settings {
            if setting.hasSuffix("%"), share == nil {
                share = try perMille(setting.dropLast())
            } else if setting.hasPrefix("retry-after="), wait == nil, Self.number(word) != nil {
                wait = try seconds(setting.drop { $0 != "=" }.dropFirst())
            } else {
                throw problem(
                    "cannot have \":\(setting)\"",
                    "Write a share, as in \(word):10%, once; a status may have :retry-after=30."
                )
            }
        }
        return FaultPlan.Entry(try fault(waiting: wait), perMille: share ?? FaultPlan.Entry.usualShare)
    }

    private func fault(waiting wait: Int?) throws(FaultTextError) -> MockFault {
        if let status = Self.number(word) {
            guard (400...599).contains(status) else { throw problem("is no status of a refusal", Self.words) }
            try refuseTime()
            return .refused(status: status, retryAfter: wait)
        }
        switch word {
        case "slow": return .slow(try duration(.seconds(5)))
        case "hang": return .hanging(try duration(.seconds(600)))
        default: break
        }
        guard let fault = ["drop": MockFault.dropped, "lost": .unanswered, "cut": .cut, "lie": .lie][String(word)]
        else {
            throw problem("is no fault", Self.words)
        }
        try refuseTime()
        return fault
    }

    private func refuseTime() throws(FaultTextError) {
        guard time == nil else { throw problem("takes no time", "Leave out what stands behind the \"=\".") }
    }

    private func duration(_ usual: Duration) throws(FaultTextError) -> Duration {
        guard let time else { return usual }
        guard let duration = Duration(text: String(time)), duration > .zero, duration <= .seconds(86_400) else {
            throw problem("has no time", "Write it as \(word)=5s, of at most 24h.")
        }
        return duration
    }

    /// A share of a hundred, with one digit behind the point at most.
    private func perMille(_ text: Substring) throws(FaultTextError) -> Int {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isWritten = (1...2).contains(parts.count) && parts.allSatisfy { Self.number($0) != nil }
        let tenths = parts.count == 2 ? parts[1] : "0"
        guard isWritten, tenths.count == 1, let whole = Self.number(parts[0]), let tenth = Self.number(tenths),
            case let share = whole * 10 + tenth, (1...1_000).contains(share)
        else { throw problem("has no share", "Write one from 0.1% to 100%, as in \(word):10%.") }
        return share
    }

    private func seconds(_ text: Substring) throws(FaultTextError) -> Int {
        guard let seconds = Self.number(text) else {
            throw problem("has no seconds to wait", "Write them as \(word):retry-after=30.")
        }
        return seconds
    }

    private static func number(_ digits: Substring) -> Int? {
        let isPlain =
            (1...6).contains(digits.count) && digits.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        return isPlain ? Int(digits) : nil
    }

    private func problem(_ fact: String, _ remedy: String) -> FaultTextError {
        FaultTextError(part: part, fact: fact, remedy: remedy)
    }
}

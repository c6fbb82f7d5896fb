/// Who a token of a quota is for: the first come first where there are not enough for all.
package enum Share: Int, Sendable, CaseIterable {
    /// What has not been tried yet.
    case live
    /// What is tried again.
    case retry
    /// What a person wants sent again, until it has been.
    case replay
}

extension StoredDelivery {
    /// What a try of it is.
    package var share: Share {
        if delivery.history.replay != nil { return .replay }
        return delivery.history.tries == 0 ? .live : .retry
    }
}

/// Which shares want a token.
package struct Shares: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package init(_ share: Share) { rawValue = 1 << UInt8(share.rawValue) }

    package func has(_ share: Share) -> Bool { contains(Shares(share)) }
}

/// Whose turn it is where several shares want the same tokens.
///
/// Of each eight that all three want, five are for what is live, two for retries and one for replays; what one does not
/// want goes to the first of the others. So none starves: of any eight in a row over which it waits, retries get two at
/// least, and replays one.
package struct ShareTurns: Sendable {
    private static let order: [Share] = [.live, .live, .retry, .live, .live, .retry, .live, .replay]
    private var position = 0

    package init() {}

    /// The share that the next token is for; nil where none wants it.
    package func next(among wanted: Shares) -> Share? {
        let preferred = Self.order[position]
        return wanted.has(preferred) ? preferred : Share.allCases.first { wanted.has($0) }
    }

    /// Takes note that a token was drawn; one that only a single share wanted is nobody's loss.
    package mutating func advance(among wanted: Shares) {
        guard wanted.rawValue & (wanted.rawValue &- 1) != 0 else { return }
        position = (position + 1) % Self.order.count
    }
}

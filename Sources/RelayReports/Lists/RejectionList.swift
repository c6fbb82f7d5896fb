package import CivilTime
package import JSON
package import RelayCore

/// Requests that were refused, the newest first.
package struct RejectionList: Sendable {
    package let rejections: [RejectedRequest]
    private let now: Timestamp
    private let mask: Mask

    package init(_ rejections: [RejectedRequest], now: Timestamp, _ mask: Mask = Mask()) {
        self.rejections = rejections
        self.now = now
        self.mask = mask
    }

    package var lines: [String] {
        var table = TextTable(
            [
                .whole("AT (UTC)"), .whole("AGE"), .whole("HTTP"), .flexible("CAUSE"), .flexible("SOURCE"),
                .flexible("PATH"), .flexible("PEER"),
            ]
        )
        for rejection in rejections {
            let body = rejection.body.isEmpty ? "" : MaskedValue.flat(rejection.body, mask)
            table.row(
                [
                    rejection.at.inColumn, max(.zero, now.duration(since: rejection.at)).coarse,
                    String(rejection.status),
                    rejection.cause, rejection.source.isEmpty ? "-" : rejection.source,
                    MaskedURL(rejection.path, mask).text, rejection.peer,
                ],
                note: body
            )
        }
        return table.lines
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("rejected")
            writer.array { writer in for rejection in rejections { write(rejection, to: &writer) } }
        }
    }

    private func write(_ rejection: RejectedRequest, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("at", rejection.at.rfc3339)
            writer.member("status", rejection.status)
            writer.member("cause", rejection.cause)
            if !rejection.source.isEmpty { writer.member("source", rejection.source) }
            writer.member("path", MaskedURL(rejection.path, mask).text)
            writer.member("peer", rejection.peer)
            guard !rejection.body.isEmpty else { return }
            writer.name("body")
            MaskedValue(bytes: rejection.body, mask, .event).write(to: &writer)
        }
    }
}

extension MaskedValue {
    /// A body on one line, as far as it may be shown.
    fileprivate static func flat(_ body: [UInt8], _ mask: Mask) -> String {
        var writer = JSONWriter()
        MaskedValue(bytes: body, mask, .event).write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

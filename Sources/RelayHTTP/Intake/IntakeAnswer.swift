import HTTPWire
import JSON
import RelayCore

/// What senders are told: a status and a fixed word, and nothing that would help somebody who guesses.
enum IntakeAnswer {
    /// The events were stored, or had been before.
    static func accepted(_ receipts: [Receipt], isBatch: Bool, status: Int) -> Response {
        var writer = JSONWriter(capacity: 64)
        if isBatch {
            writer.object { writer in
                writer.name("events")
                writer.array { writer in
                    for receipt in receipts { write(receipt, to: &writer) }
                }
            }
        } else if let receipt = receipts.first {
            write(receipt, to: &writer)
        }
        return Response(status: status, fields: json, body: writer.bytes)
    }

    private static func write(_ receipt: Receipt, to writer: inout JSONWriter) {
        writer.openObject()
        writer.name("id")
        writer.string(receipt.number.characters.span)
        writer.member("deliveries", receipt.deliveries)
        writer.closeObject()
    }

    static func refused(_ status: Int, _ word: StaticString, retryAfter: Duration? = nil, allow: String? = nil)
        -> Response
    {
        var fields = json
        if let allow { fields.append((name: "Allow", value: allow)) }
        if let retryAfter {
            let seconds = max(1, retryAfter.components.seconds + (retryAfter.components.attoseconds > 0 ? 1 : 0))
            fields.append((name: "Retry-After", value: String(seconds)))
        }
        return Response(status: status, fields: fields, body: Array("{\"error\":\"\(word)\"}".utf8))
    }

    private static let json = [(name: "Content-Type", value: "application/json")]
}

/// The fields of an answer that say where its body ends and what becomes of the connection.
struct AnswerControl {
    private(set) var connection = ConnectionOptions()
    private var length: Int?
    private var codings = TransferCodings()

    /// Gathers them in one pass over a head's fields.
    init(_ fields: HeaderFields) throws(RequestFault) {
        let bytes = fields.bytes.span
        for entry in fields.entries {
            let name = bytes.extracting(entry.name.range)
            // Lengths first: most names are told apart by them alone.
            switch name.count {
            case 10 where name.reads("connection"): connection.add(bytes.extracting(entry.value.range))
            case 14 where name.reads("content-length"): try take(length: bytes.extracting(entry.value.range))
            case 17 where name.reads("transfer-encoding"): try codings.add(bytes.extracting(entry.value.range))
            default: continue
            }
        }
    }

    /// How the body's end is known.
    func framing(_ version: HTTPVersion) throws(RequestFault) -> AnswerHead.Framing {
        guard !codings.isEmpty else { return length.map { .length($0) } ?? .untilClose }
        try codings.check(in: version, hasLength: length != nil)
        return .chunked
    }

    /// The same length twice is what some proxies make of one; two different ones are an attack.
    private mutating func take(length digits: Span<UInt8>) throws(RequestFault) {
        let read = try digits.readLength()
        guard length == nil || length == read else { throw .twoLengths }
        length = read
    }
}

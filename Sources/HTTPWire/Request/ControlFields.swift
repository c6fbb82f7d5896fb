/// The fields that say whom a request is for, where its body ends and what becomes of the connection.
struct ControlFields {
    private(set) var connection = ConnectionOptions()
    private(set) var expectsContinue = false
    private var host: Extent?
    private var length: Extent?
    private var codings = TransferCodings()

    /// Gathers them in one pass over a head's fields.
    init(_ fields: HeaderFields) throws(RequestFault) {
        let bytes = fields.bytes.span
        for entry in fields.entries {
            let name = bytes.extracting(entry.name.range)
            // Lengths first: most names are told apart by them alone.
            switch name.count {
            case 4 where name.reads("host"):
                guard host == nil else { throw .twoHosts }
                host = entry.value
            case 6 where name.reads("expect"):
                try expect(bytes.extracting(entry.value.range))
            case 10 where name.reads("connection"):
                connection.add(bytes.extracting(entry.value.range))
            case 14 where name.reads("content-length"):
                guard length == nil else { throw .twoLengths }
                length = entry.value
            case 17 where name.reads("transfer-encoding"):
                try codings.add(bytes.extracting(entry.value.range))
            default: continue
            }
        }
    }

    private mutating func expect(_ value: Span<UInt8>) throws(RequestFault) {
        guard value.readsWithoutCase("100-continue") else { throw .expectation }
        expectsContinue = true
    }

    // MARK: Host

    /// The request is for one host, and an absolute target names the same.
    func checkHost(of line: RequestLine, in text: Span<UInt8>) throws(RequestFault) {
        guard host != nil || line.version == .http10 else { throw .noHost }
        if let host, !text.extracting(host.range).isHost { throw .host }
        guard let authority = line.authority else { return }
        let named = text.extracting(authority.range)
        guard named.isHost else { throw .target }
        // Two names for one request are read differently by two servers.
        if let host, !named.isEqualWithoutCase(to: text.extracting(host.range)) { throw .otherAuthority }
    }

    // MARK: Body

    /// How the body's end is known.
    func framing(in text: Span<UInt8>, _ version: HTTPVersion) throws(RequestFault) -> Framing {
        if codings.isEmpty {
            guard let length else { return .none }
            return .length(try text.extracting(length.range).readLength())
        }
        try codings.check(in: version, hasLength: length != nil)
        return .chunked
    }
}

extension Span<UInt8> {
    /// The digits of a body's length as a number.
    func readLength() throws(RequestFault) -> Int {
        guard !isEmpty else { throw .length }
        var length = 0
        for index in 0..<count {
            guard self[index].isDigit else { throw .length }
            let (tens, isTooLarge) = length.multipliedReportingOverflow(by: 10)
            let (sum, overflows) = tens.addingReportingOverflow(Int(self[index] - UInt8(ascii: "0")))
            guard !isTooLarge, !overflows else { throw .length }
            length = sum
        }
        return length
    }

    /// Whether this is a name or an address, and perhaps a port.
    ///
    /// Narrower than RFC 3986, whose names may hold commas and quotes: no host that this relay has is called so.
    fileprivate var isHost: Bool {
        let nameEnd = endOfHostName
        guard nameEnd > 0 else { return false }
        guard nameEnd < count else { return true }
        guard self[nameEnd] == UInt8(ascii: ":") else { return false }
        let port = nameEnd + 1..<count
        guard (1...5).contains(port.count) else { return false }
        var number = 0
        for index in port {
            guard self[index].isDigit else { return false }
            number = number * 10 + Int(self[index] - UInt8(ascii: "0"))
        }
        return number <= 65_535
    }

    /// Where the name or address at the start ends; 0 when there is none.
    private var endOfHostName: Int {
        guard !isEmpty else { return 0 }
        guard self[0] == UInt8(ascii: "[") else {
            var end = 0
            while end < count, self[end].isHostByte { end += 1 }
            return end
        }
        var end = 1
        while end < count, self[end].isAddressByte { end += 1 }
        return end > 1 && end < count && self[end] == UInt8(ascii: "]") ? end + 1 : 0
    }
}

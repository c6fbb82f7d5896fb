import RelayTesting

/// Valid requests by a seed, each beside what it means.
struct RequestGenerator {
    struct Request {
        var bytes: [UInt8] = []
        var method = ""
        var target = ""
        var fields: [String] = []
        var body: [UInt8] = []
        var trailers: [String] = []
    }

    private var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func next() -> Request {
        var request = Request()
        request.method = word(of: "ABCXYZ-!~", 1...8)
        request.target = "/" + word(of: "abc/%20?&=;+", 0...40)
        request.body = random.chance(1, outOf: 3) ? [] : (0..<random.below(600)).map { _ in UInt8(random.below(256)) }
        if random.chance(1, outOf: 4) { append("", to: &request) }
        append("\(request.method) \(request.target) HTTP/1.1", to: &request)
        field("host", "example.com:80", to: &request)
        for _ in 0..<random.below(12) {
            field("x-" + word(of: "abc1_", 1...20), word(of: "abc,;=\"\\é", 0...60), to: &request)
        }
        if random.chance(1, outOf: 2) { chunks(of: &request) } else { length(of: &request) }
        return request
    }

    private mutating func length(of request: inout Request) {
        if !request.body.isEmpty || random.chance(1, outOf: 2) {
            field("content-length", "\(request.body.count)", to: &request)
        }
        append("", to: &request)
        request.bytes += request.body
    }

    private mutating func chunks(of request: inout Request) {
        field("transfer-encoding", "chunked", to: &request)
        append("", to: &request)
        var rest = request.body[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(1 + random.below(200))
            rest = rest.dropFirst(chunk.count)
            append(
                String(chunk.count, radix: 16, uppercase: random.chance(1, outOf: 2)) + chunkExtension(),
                to: &request
            )
            request.bytes += chunk + Array("\r\n".utf8)
        }
        append("0", to: &request)
        for _ in 0..<random.below(3) {
            let (name, value) = (word(of: "yz", 1...9), word(of: "abc", 0...9))
            append("\(name): \(value)", to: &request)
            request.trailers.append("\(name): \(value)")
        }
        append("", to: &request)
    }

    private mutating func chunkExtension() -> String {
        random.element(of: ["", "", ";a", ";a=b", ";a=\"; \\\" \";c"]) ?? ""
    }

    private mutating func field(_ name: String, _ value: String, to request: inout Request) {
        let space = random.element(of: ["", " ", "\t", "  "]) ?? ""
        let spelled = random.chance(1, outOf: 2) ? name.uppercased() : name
        append("\(spelled):\(space)\(value)\(space)", to: &request)
        request.fields.append("\(name): \(value)")
    }

    private func append(_ line: String, to request: inout Request) {
        request.bytes += Array((line + "\r\n").utf8)
    }

    private mutating func word(of letters: String, _ lengths: ClosedRange<Int>) -> String {
        let letters = Array(letters)
        let count = lengths.lowerBound + random.below(lengths.count)
        return String((0..<count).map { _ in letters[random.below(letters.count)] })
    }

    /// Places to cut that many bytes at, in their order.
    mutating func cuts(of count: Int) -> [Int] {
        (0..<random.below(12)).map { _ in random.below(count + 1) }.sorted()
    }

    /// Changes, drops or adds a few bytes, mostly such as a grammar turns on.
    mutating func damage(_ bytes: inout [UInt8]) {
        for _ in 0...random.below(4) {
            let place = random.below(bytes.count)
            let byte = random.element(of: Array("\r\n \t:;,0\0/".utf8)) ?? 0
            switch random.below(3) {
            case 0: bytes[place] = byte
            case 1: bytes.remove(at: place)
            default: bytes.insert(byte, at: place)
            }
        }
    }
}

import CivilTime
import HTTPWire
import LinuxIO

/// What the connections of one loop share: it is used on the loop's thread alone, and needs no lock.
final class LoopService {
    static let inputSize = 16 << 10
    private static let mostSpares = 64

    let loop: EventLoop
    let limits: ServerLimits
    let forwarded: ForwardedRequest
    let addresses: AddressTable
    var handler: any RequestHandler
    /// Whether requests in flight are the last.
    var isDraining = false

    private let clock = SystemClock()
    private var inputs: [[UInt8]] = []
    private var outputs: [[UInt8]] = []
    private var fieldLines: [UInt8] = []
    private var fieldLinesEnd = MonotonicTime(nanoseconds: 0)

    init(_ loop: EventLoop, _ shared: SharedService) {
        self.loop = loop
        limits = shared.limits
        forwarded = shared.forwarded
        addresses = shared.addresses
        handler = shared.handler
    }

    /// The field lines of every answer; the date in them is made once a second.
    var answerLines: [UInt8] {
        if loop.now >= fieldLinesEnd { renewFieldLines() }
        return fieldLines
    }

    private func renewFieldLines() {
        let time = clock.timestamp()
        fieldLines = Array("date: ".utf8)
        time.appendHTTPDate(to: &fieldLines)
        fieldLines += "\r\n".utf8
        fieldLinesEnd = loop.now + .nanoseconds(1_000_000_000 - Int64(time.nanoseconds))
    }
}

// A connection that waits has no buffers: they go from one that is done to the next that has something to do.
extension LoopService {
    func takeInput() -> [UInt8] { inputs.popLast() ?? [UInt8](repeating: 0, count: Self.inputSize) }

    func giveBack(input: inout [UInt8]) {
        var taken: [UInt8] = []
        swap(&taken, &input)
        if taken.count == Self.inputSize, inputs.count < Self.mostSpares { inputs.append(taken) }
    }

    func takeOutput() -> [UInt8] { outputs.popLast() ?? [] }

    func giveBack(output: inout [UInt8]) {
        var taken: [UInt8] = []
        swap(&taken, &output)
        guard taken.capacity <= 4 * Self.inputSize, outputs.count < Self.mostSpares else { return }
        taken.removeAll(keepingCapacity: true)
        outputs.append(taken)
    }
}

/// What the connections of all loops share.
struct SharedService: Sendable {
    let limits: ServerLimits
    let forwarded: ForwardedRequest
    let addresses: AddressTable
    let connections: ConnectionCount
    let handler: any RequestHandler
}

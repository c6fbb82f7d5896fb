import CZlib
import HTTPWire

/// Unpacks a body as it comes, with zlib's stream, which has one owner.
@safe
final class Inflater {
    private static let chunk = 16 << 10
    /// How much longer than the limit it may be before it is unpacked: no packer adds as much to what it cannot make
    /// smaller. Padding may be as long.
    private static let overhead = 64 << 10
    private static let unpackingFault = AnswerFault.malformed(word: "content-encoding")

    // zlib keeps the stream's address.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let isGzip: Bool
    private var hasBegun = false
    /// Whether all that was packed has come, or nothing did.
    var hasEnded: Bool { !hasBegun || isDone }
    private var isDone = false
    /// How much has come of what was packed, and how much behind its end.
    private var packed = 0, padding = 0
    /// Whether more stands behind the end than anybody pads with.
    var isOverfed: Bool { padding > Self.overhead }

    private init(isGzip: Bool) {
        self.isGzip = isGzip
        unsafe stream.initialize(to: z_stream())
    }

    deinit {
        // Of a stream that was never begun it frees nothing.
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// What an answer's body must go through; nil where it comes as it is.
    static func forContent(of head: AnswerHead) throws(AnswerFault) -> Inflater? {
        guard let coding = head.fields["content-encoding"]?.lowercased() else { return nil }
        switch coding {
        case "", "identity": return nil
        case "gzip", "x-gzip": return Inflater(isGzip: true)
        case "deflate": return Inflater(isGzip: false)
        default: throw unpackingFault
        }
    }

    /// Appends what a piece unpacks to, up to a limit of the whole; false where there is more, or would never be.
    func unpack(_ piece: Span<UInt8>, into body: inout [UInt8], limit: Int) throws(AnswerFault) -> Bool {
        guard !piece.isEmpty else { return true }
        guard !isDone else {
            padding += piece.count
            return true
        }
        packed += piece.count
        guard packed <= limit + Self.overhead else { return false }
        try begin(first: piece[0])
        var isWithin = true
        var fault: AnswerFault?
        // Both are lent for the length of the call, and zlib is told how long each is.
        unsafe piece.withUnsafeBufferPointer { input in
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            unsafe stream.pointee.avail_in = UInt32(input.count)
            do throws(AnswerFault) { isWithin = try unpackAll(into: &body, limit: limit) } catch { fault = error }
            unsafe stream.pointee.next_in = nil
        }
        if let fault { throw fault }
        return isWithin
    }

    /// Unpacks until the input is used up.
    private func unpackAll(into body: inout [UInt8], limit: Int) throws(AnswerFault) -> Bool {
        var space = [UInt8](repeating: 0, count: Self.chunk)
        while true {
            let (count, code) = step(into: &space)
            let room = limit - body.count
            body.append(contentsOf: space[..<min(room, count)])
            guard count <= room else { return false }
            switch code {
            case Z_STREAM_END:
                isDone = true
                return true
            case Z_OK where count < space.count, Z_BUF_ERROR: return true
            case Z_OK: continue
            default: throw Self.unpackingFault
            }
        }
    }

    /// Fills the space as far as it goes.
    private func step(into space: inout [UInt8]) -> (count: Int, code: Int32) {
        let capacity = space.count
        return unsafe space.withUnsafeMutableBufferPointer { output in
            unsafe stream.pointee.next_out = output.baseAddress
            unsafe stream.pointee.avail_out = UInt32(capacity)
            let code = unsafe inflate(stream, Z_NO_FLUSH)
            return (unsafe capacity - Int(stream.pointee.avail_out), code)
        }
    }

    /// Some servers send what HTTP calls deflate without the header that it should have.
    private func begin(first: UInt8) throws(AnswerFault) {
        guard !hasBegun else { return }
        hasBegun = true
        let hasHeader = isGzip || first & 0x0F == Z_DEFLATED
        guard unsafe relay_inflate_begin(stream, hasHeader ? 1 : 0) == Z_OK else { throw Self.unpackingFault }
    }
}

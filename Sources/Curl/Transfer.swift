import CCurl

/// One transfer at a time: the handle, what it reads from while it runs, and what has come back.
///
/// It is used on the loop's thread alone, and is kept for the next transfer.
@safe
final class Transfer {
    let easy: EasyHandle
    private(set) var id: UInt64 = 0
    /// What the handle has been told and still knows.
    private var settings: TransferSettings?
    /// The headers that we add to a request of these settings.
    private var usualLines = HeaderLines()
    private var headers = HeaderList()
    private var body = ByteBuffer()
    private var continuation: CheckedContinuation<TransferResult, Never>?

    // What the callbacks write down.
    private var answerHeaders = HeaderBlock()
    private var answer: [UInt8] = []
    private var answerLimit = 0
    private var isRepeatable = false
    private var stop: TransferResult.Stop?
    /// How many times a connection was ready for the request.
    private var tries = 0
    /// The bytes that had left, for a proxy, before the request itself began.
    private var bytesBefore = 0

    init() throws(CurlError) { easy = try EasyHandle() }

    /// Makes it ready for a request; its memory must stay where it is until the transfer ends.
    func prepare(_ request: TransferRequest, id: UInt64) throws(CurlError) {
        self.id = id
        isRepeatable = request.isRepeatable
        answerLimit = request.settings.answerLimit
        if settings != request.settings { try apply(request.settings) }
        try setRequest(request)
    }

    private func apply(_ settings: TransferSettings) throws(CurlError) {
        reset()
        try easy.setHouseRules()
        try easy.setConnection(settings)
        try setCallbacks()
        usualLines = HeaderLines(of: settings, beside: HeaderLines())
        self.settings = settings
    }

    /// Forgets all settings, so that nothing of one destination is left for the next.
    private func reset() {
        settings = nil
        easy.reset()
    }

    func begin(_ continuation: CheckedContinuation<TransferResult, Never>) { self.continuation = continuation }

    /// Hands out what became of it, and forgets the request with its secrets.
    func end(_ code: CurlCode, stop: TransferResult.Stop? = nil) {
        let result = self.result(code, stop: stop ?? self.stop)
        let waiting = continuation
        // What a transfer that went wrong leaves in the handle is not worth knowing.
        if code != .done || settings?.holdsSecrets != false { reset() }
        forget()
        waiting?.resume(returning: result)
    }

    /// Makes nothing of a request that the handle would not take.
    func abandon() {
        reset()
        forget()
    }

    /// Forgets the request and the answer.
    private func forget() {
        headers.removeAll()
        body.removeAll()
        continuation = nil
        answerHeaders.removeAll()
        answer = []
        stop = nil
        tries = 0
        bytesBefore = 0
    }

    private func result(_ code: CurlCode, stop: TransferResult.Stop?) -> TransferResult {
        TransferResult(
            // To libcurl headers that stop in the middle are an answer, if the connection ends there.
            code: code == .done && !answerHeaders.isComplete ? .partial : code,
            stop: stop,
            status: easy.number(CURLINFO_RESPONSE_CODE),
            headers: answerHeaders.fields,
            body: answer,
            wasConnected: tries > 0,
            wasSent: wasSent,
            tunnelStatus: easy.number(CURLINFO_HTTP_CONNECTCODE),
            wasRefused: relay_is_refusal(easy.number(CURLINFO_OS_ERRNO))
        )
    }

    /// Whether a byte of the request has left; what a proxy was told before does not count.
    private var wasSent: Bool { tries > 0 && easy.number(CURLINFO_REQUEST_SIZE) > bytesBefore }

    // MARK: The request

    /// Sets all that may differ between two requests of the same settings.
    private func setRequest(_ request: TransferRequest) throws(CurlError) {
        unsafe try easy.set(CURLOPT_PRIVATE, address: UnsafeRawPointer(bitPattern: UInt(id)))
        try easy.set(CURLOPT_URL, request.url)
        try setBody(request)
        headers.fill(with: request.headers, and: ownLines(beside: request))
        unsafe try easy.set(CURLOPT_HTTPHEADER, address: headers.address)
    }

    private func ownLines(beside request: TransferRequest) -> HeaderLines {
        let isUsual = !request.headers.contains("User-Agent") && !request.headers.contains("Accept-Encoding")
        return isUsual ? usualLines : HeaderLines(of: request.settings, beside: request.headers)
    }

    /// Sets the method and the body, which libcurl reads where it lies.
    private func setBody(_ request: TransferRequest) throws(CurlError) {
        switch (request.method, request.body) {
        case ("HEAD", nil):
            try easy.set(CURLOPT_NOBODY, 1)
            try easy.set(CURLOPT_CUSTOMREQUEST, nil)
        case ("GET", nil):
            try easy.set(CURLOPT_HTTPGET, 1)
            try easy.set(CURLOPT_CUSTOMREQUEST, nil)
        case ("DELETE", nil):
            try easy.set(CURLOPT_HTTPGET, 1)
            try easy.set(CURLOPT_CUSTOMREQUEST, request.method)
        default:
            body.fill(with: request.body ?? [])
            try easy.set(CURLOPT_POST, 1)
            try easy.set(CURLOPT_CUSTOMREQUEST, request.method == "POST" ? nil : request.method)
            try easy.set(CURLOPT_POSTFIELDSIZE_LARGE, size: body.count)
            unsafe try easy.set(CURLOPT_POSTFIELDS, address: body.address)
        }
    }

    // MARK: Callbacks

    private func setCallbacks() throws(CurlError) {
        // The loop's table of transfers holds on to this object as long as libcurl may call with it.
        let box = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe try easy.set(CURLOPT_WRITEFUNCTION, taker: takeBody)
        unsafe try easy.set(CURLOPT_WRITEDATA, address: box)
        unsafe try easy.set(CURLOPT_HEADERFUNCTION, taker: takeHeader)
        unsafe try easy.set(CURLOPT_HEADERDATA, address: box)
        unsafe try easy.set(gate: admitRequest)
        unsafe try easy.set(CURLOPT_PREREQDATA, address: box)
    }

    /// Keeps what fits of a piece of the body; false where it did not fit whole, which ends the transfer.
    fileprivate func keep(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
        let room = answerLimit - answer.count
        unsafe answer.append(contentsOf: piece.prefix(room))
        guard piece.count > room else { return true }
        stop = .answerLimit
        return false
    }

    fileprivate func keep(headerLine line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard unsafe answerHeaders.take(line) else {
            stop = .headerLimit
            return false
        }
        return true
    }

    /// Whether the request may leave on the connection that is ready now.
    ///
    /// When a connection that was used before ends without a byte of an answer, libcurl sends the request once more on
    /// a new one, whatever its method: it cannot tell a server that had hung up from one that did the work and died.
    fileprivate func admits() -> Bool {
        tries += 1
        let hasLeft = tries > 1 && easy.number(CURLINFO_REQUEST_SIZE) > bytesBefore
        if hasLeft && !isRepeatable {
            stop = .repetition
            return false
        }
        if tries == 1 { bytesBefore = easy.number(CURLINFO_REQUEST_SIZE) }
        return true
    }
}

extension HeaderLines {
    /// The headers that a request does not bring itself.
    fileprivate init(of settings: TransferSettings, beside given: HeaderLines) {
        self.init()
        // libcurl has options for these two, but writes out twice what it is told by them.
        if !given.contains("User-Agent") { append("User-Agent", settings.userAgent) }
        if !given.contains("Accept-Encoding") { append("Accept-Encoding", EasyHandle.encodings) }
        omit("Expect")  // libcurl would wait a second for a 100 that few servers send.
    }
}

private func transfer(_ box: UnsafeMutableRawPointer?) -> Transfer? {
    // Only `setCallbacks` makes such an address, and the loop's table holds on to the object.
    unsafe box.map { unsafe Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

private func piece(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> UnsafeBufferPointer<UInt8> {
    // Lent by libcurl for the length of the call.
    unsafe UnsafeBufferPointer(start: UnsafeRawPointer(bytes)?.assumingMemoryBound(to: UInt8.self), count: count)
}

/// libcurl's write callback: any other number than the piece's length ends the transfer.
private func takeBody(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ box: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = unsafe transfer(box), unsafe transfer.keep(piece(bytes, size * count)) else { return -1 }
    return size * count
}

/// libcurl's header callback, called with one whole line a time.
private func takeHeader(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ box: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = unsafe transfer(box), unsafe transfer.keep(headerLine: piece(bytes, size * count)) else {
        return -1
    }
    return size * count
}

private func admitRequest(
    _ box: UnsafeMutableRawPointer?,
    _: UnsafeMutablePointer<CChar>?,
    _: UnsafeMutablePointer<CChar>?,
    _: Int32,
    _: Int32
) -> Int32 {
    unsafe transfer(box)?.admits() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

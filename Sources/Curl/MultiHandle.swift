import CCurl
import LinuxIO

/// libcurl's handle for many transfers at once, with the connections that they share.
///
/// It is used on the loop's thread alone, but for `wake`.
@safe
final class MultiHandle {
    private let pointer: UnsafeMutableRawPointer
    /// The transfers under way, by their id. This holds on to what libcurl has the address of.
    private var running: [UInt64: Transfer] = [:]

    init(connections: Int) throws(CurlError) {
        _ = try EasyHandle()  // Starts libcurl.
        guard let pointer = unsafe curl_multi_init() else {
            throw CurlError(operation: "make a handle", code: CurlCode(CURLE_OUT_OF_MEMORY))
        }
        unsafe self.pointer = pointer
        unsafe relay_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, connections)
        unsafe relay_multi_set_long(pointer, CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING))
    }

    deinit {
        for transfer in running.values { unsafe curl_multi_remove_handle(pointer, transfer.easy.pointer) }
        unsafe curl_multi_cleanup(pointer)
    }

    var isIdle: Bool { running.isEmpty }

    func add(_ transfer: Transfer) {
        running[transfer.id] = transfer
        let code = unsafe curl_multi_add_handle(pointer, transfer.easy.pointer)
        precondition(code == CURLM_OK, "curl_multi_add_handle: \(code.rawValue)")
    }

    /// The transfer under way with this id.
    func transfer(_ id: UInt64) -> Transfer? { running[id] }

    /// Takes a transfer out, whether it is done or not.
    func remove(_ transfer: Transfer) {
        let code = unsafe curl_multi_remove_handle(pointer, transfer.easy.pointer)
        precondition(code == CURLM_OK, "curl_multi_remove_handle: \(code.rawValue)")
        running[transfer.id] = nil
    }

    /// Moves all transfers on as far as their sockets allow.
    func perform() {
        var count: Int32 = 0
        let code = unsafe curl_multi_perform(pointer, &count)
        precondition(code == CURLM_OK, "curl_multi_perform: \(code.rawValue)")
    }

    /// Takes out the next transfer that is done, with how it ended.
    func takeDone() -> (transfer: Transfer, code: CurlCode)? {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(pointer, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle else {
                continue
            }
            // The message is gone once the handle is taken out.
            let id = UInt64(UInt(bitPattern: unsafe relay_easy_get_address(easy, CURLINFO_PRIVATE)))
            let code = CurlCode(unsafe relay_message_code(message))
            guard let transfer = running[id] else { continue }
            remove(transfer)
            return (transfer, code)
        }
        return nil
    }

    /// Waits until a socket has news, libcurl has something to do, or somebody wakes it.
    func poll(atMost limit: Duration) {
        guard limit > .zero else { return }
        check(unsafe curl_multi_poll(pointer, nil, 0, limit.pollMilliseconds, nil))
    }

    /// Waits likewise, and for something to read from a descriptor besides.
    func poll(atMost limit: Duration, beside descriptor: Int32) {
        var other = curl_waitfd(fd: descriptor, events: Int16(CURL_WAIT_POLLIN), revents: 0)
        check(unsafe curl_multi_poll(pointer, &other, 1, limit.pollMilliseconds, nil))
    }

    private func check(_ code: CURLMcode) { precondition(code == CURLM_OK, "curl_multi_poll: \(code.rawValue)") }

    /// Ends the wait in `poll`, or the next one; from any thread.
    func wake() { unsafe curl_multi_wakeup(pointer) }
}

import CCurl

/// libcurl's handle for one transfer at a time, with one owner who ends it by letting it go.
@safe
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer

    init() throws(CurlError) {
        try LibraryState.ready.get()
        guard let pointer = unsafe curl_easy_init() else {
            throw CurlError(operation: "make a handle", code: CurlCode(CURLE_OUT_OF_MEMORY))
        }
        unsafe self.pointer = pointer
    }

    deinit { unsafe curl_easy_cleanup(pointer) }

    /// Forgets all options.
    func reset() { unsafe curl_easy_reset(pointer) }

    func set(_ option: CURLoption, _ value: Int) throws(CurlError) {
        try check(unsafe relay_easy_set_long(pointer, option, value), option)
    }

    func set(_ option: CURLoption, size: Int) throws(CurlError) {
        try check(unsafe relay_easy_set_size(pointer, option, curl_off_t(size)), option)
    }

    /// Sets a text, which libcurl copies; none takes the option back.
    func set(_ option: CURLoption, _ text: String?) throws(CurlError) {
        try check(unsafe relay_easy_set_text(pointer, option, text), option)
    }

    /// Sets an address that libcurl keeps; what stands there must outlive the transfer.
    func set(_ option: CURLoption, address: UnsafeRawPointer?) throws(CurlError) {
        try check(unsafe relay_easy_set_address(pointer, option, address), option)
    }

    func set(_ option: CURLoption, taker: @convention(c) (Bytes?, Int, Int, Box?) -> Int) throws(CurlError) {
        try check(unsafe relay_easy_set_taker(pointer, option, taker), option)
    }

    func set(gate: @convention(c) (Box?, Bytes?, Bytes?, Int32, Int32) -> Int32) throws(CurlError) {
        try check(unsafe relay_easy_set_gate(pointer, gate), CURLOPT_PREREQFUNCTION)
    }

    func number(_ info: CURLINFO) -> Int { unsafe relay_easy_get_long(pointer, info) }

    typealias Bytes = UnsafeMutablePointer<CChar>
    typealias Box = UnsafeMutableRawPointer

    private func check(_ code: CURLcode, _ option: CURLoption) throws(CurlError) {
        guard code == CURLE_OK else {
            throw CurlError(operation: "set option \(option.rawValue)", code: CurlCode(code))
        }
    }
}

/// libcurl's state of the whole process, made once and kept to its end.
private enum LibraryState {
    static let ready: Result<Void, CurlError> = {
        let code = curl_global_init(Int(CURL_GLOBAL_ALL))
        return code == CURLE_OK ? .success(()) : .failure(CurlError(operation: "start", code: CurlCode(code)))
    }()
}

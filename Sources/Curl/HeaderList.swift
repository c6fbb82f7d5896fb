import CCurl

/// Header lines in the form that libcurl reads while a transfer runs, with one owner.
@safe
struct HeaderList: ~Copyable {
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    init() { unsafe first = nil }

    deinit { unsafe curl_slist_free_all(first) }

    mutating func append(_ line: String) throws(CurlError) {
        guard let longer = unsafe curl_slist_append(first, line) else {
            throw CurlError(operation: "keep a header", code: CurlCode(CURLE_OUT_OF_MEMORY))
        }
        unsafe first = longer
    }
}

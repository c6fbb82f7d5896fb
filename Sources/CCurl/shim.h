// libcurl, with its variadic functions as one function for each type that an option or an answer has.
#include <curl/curl.h>
#include <errno.h>
#include <stdbool.h>

static inline CURLcode relay_easy_set_long(CURL *_Nonnull easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

// Sets a text that libcurl copies; none takes the option back.
static inline CURLcode relay_easy_set_text(CURL *_Nonnull easy, CURLoption option, const char *_Nullable text) {
    return curl_easy_setopt(easy, option, text);
}

// Sets an address that libcurl keeps: what stands there must outlive the transfer.
static inline CURLcode relay_easy_set_address(CURL *_Nonnull easy, CURLoption option, const void *_Nullable address) {
    return curl_easy_setopt(easy, option, (void *)address);
}

static inline CURLcode relay_easy_set_size(CURL *_Nonnull easy, CURLoption option, curl_off_t size) {
    return curl_easy_setopt(easy, option, size);
}

// Sets the function that takes headers, or the body, as they come.
static inline CURLcode relay_easy_set_taker(CURL *_Nonnull easy, CURLoption option, curl_write_callback _Nonnull taker) {
    return curl_easy_setopt(easy, option, taker);
}

// Sets the function that is asked once a connection is ready, before a byte of the request leaves on it.
static inline CURLcode relay_easy_set_gate(CURL *_Nonnull easy, curl_prereq_callback _Nonnull gate) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, gate);
}

// A macro with a cast.
static const long relay_basic_authentication = CURLAUTH_BASIC;

static inline long relay_easy_get_long(CURL *_Nonnull easy, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

static inline void *_Nullable relay_easy_get_address(CURL *_Nonnull easy, CURLINFO info) {
    void *value = NULL;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : NULL;
}

// Whether the system said of a connection that nobody listens there.
static inline bool relay_is_refusal(long system_code) { return system_code == ECONNREFUSED; }

static inline CURLMcode relay_multi_set_long(CURLM *_Nonnull multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// The code of a message that says a transfer is done; it stands in a union.
static inline CURLcode relay_message_code(const CURLMsg *_Nonnull message) { return message->data.result; }

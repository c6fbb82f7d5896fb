// The parts of OpenSSL that have an owner in Swift.
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

// Tells an HMAC context its digest. A parameter holds on to the address of its name, and in Swift the name would be a
// copy that ends with the call that makes the parameter.
static inline int relay_hmac_set_digest(EVP_MAC_CTX *_Nonnull context, const char *_Nonnull digest) {
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)digest, 0),
        OSSL_PARAM_construct_end(),
    };
    return EVP_MAC_CTX_set_params(context, parameters);
}

// Picks the one protocol that is spoken here; a client that insists on another is told so.
static inline int relay_choose_protocol(SSL *session, const unsigned char **chosen, unsigned char *length,
                                        const unsigned char *offered, unsigned int offered_length, void *unused) {
    static const unsigned char spoken[] = "\x08http/1.1";
    (void)session, (void)unused;
    const int outcome = SSL_select_next_proto((unsigned char **)chosen, length, spoken, sizeof spoken - 1, offered,
                                              offered_length);
    return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

// A key that wants a password must not have a service wait at a terminal.
static inline int relay_know_no_password(char *password, int size, int writing, void *unused) {
    (void)password, (void)size, (void)writing, (void)unused;
    return -1;
}

// Sets up what macros and callbacks set up; 1 where all of it is known.
static inline int relay_tls_prepare(SSL_CTX *_Nonnull context) {
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                     SSL_OP_PRIORITIZE_CHACHA | SSL_OP_IGNORE_UNEXPECTED_EOF);
    // An idle connection keeps no buffers, and what could not be written may be given again from elsewhere.
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_alpn_select_cb(context, relay_choose_protocol, NULL);
    SSL_CTX_set_default_passwd_cb(context, relay_know_no_password);
    return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
}

// Has clients show a certificate of one of these authorities; 1 where the file holds some.
static inline int relay_tls_require_client(SSL_CTX *_Nonnull context, const char *_Nonnull authorities) {
    static const unsigned char name[] = "leadrelay";
    if (SSL_CTX_load_verify_file(context, authorities) != 1) return 0;
    SSL_CTX_set_client_CA_list(context, SSL_load_client_CA_file(authorities));
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    return SSL_CTX_set_session_id_context(context, name, sizeof name - 1);
}

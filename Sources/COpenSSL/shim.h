// The parts of OpenSSL that have an owner in Swift.
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
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

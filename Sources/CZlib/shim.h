// zlib, whose functions that begin a stream are macros.
#include <zlib.h>

// Begins to unpack: gzip and zlib's own form by their headers, or what has no header at all.
static inline int relay_inflate_begin(z_stream *_Nonnull stream, int has_header) {
    return inflateInit2(stream, has_header ? MAX_WBITS + 32 : -MAX_WBITS);
}

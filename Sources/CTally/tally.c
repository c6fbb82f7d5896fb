#define _GNU_SOURCE
#include "tally.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define RELAY_SANITIZED
#endif
#endif

// In the program's own block of thread storage, so that reaching it allocates nothing.
static __thread __attribute__((tls_model("initial-exec"))) relay_tally tally;

relay_tally relay_tally_now(void) { return tally; }

#ifdef RELAY_SANITIZED

bool relay_tally_counts(void) { return false; }

#else

bool relay_tally_counts(void) { return true; }

// What the C library calls its own, for those who replace them.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
    tally.allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    tally.allocations++;
    return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    tally.allocations++;
    return __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    tally.allocations++;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **place, size_t alignment, size_t size) {
    tally.allocations++;
    void *made = __libc_memalign(alignment, size);
    if (!made) return ENOMEM;
    *place = made;
    return 0;
}

#define COUNTED(type, name, parameters, ...) \
    type name parameters {                   \
        tally.calls++;                       \
        return (type)syscall(__VA_ARGS__);   \
    }

COUNTED(ssize_t, read, (int file, void *to, size_t count), SYS_read, file, to, count)
COUNTED(ssize_t, write, (int file, const void *from, size_t count), SYS_write, file, from, count)
COUNTED(ssize_t, pread, (int file, void *to, size_t count, off_t at), SYS_pread64, file, to, count, at)
COUNTED(ssize_t, pread64, (int file, void *to, size_t count, off64_t at), SYS_pread64, file, to, count, at)
COUNTED(ssize_t, pwrite, (int file, const void *from, size_t count, off_t at), SYS_pwrite64, file, from, count, at)
COUNTED(ssize_t, pwrite64, (int file, const void *from, size_t count, off64_t at), SYS_pwrite64, file, from, count, at)
COUNTED(int, ftruncate, (int file, off_t length), SYS_ftruncate, file, length)
COUNTED(int, ftruncate64, (int file, off64_t length), SYS_ftruncate, file, length)

static int synced(long number, int file) {
    tally.calls++;
    tally.syncs++;
    return (int)syscall(number, file);
}

int fsync(int file) { return synced(SYS_fsync, file); }
int fdatasync(int file) { return synced(SYS_fdatasync, file); }

static int controlled(int file, int command, void *argument) {
    tally.calls++;
    return (int)syscall(SYS_fcntl, file, command, argument);
}

// Whatever stands behind the command, it is a pointer or fits into one.
#define CONTROLLED(name)                                 \
    int name(int file, int command, ...) {               \
        va_list rest;                                    \
        va_start(rest, command);                         \
        void *argument = va_arg(rest, void *);           \
        va_end(rest);                                    \
        return controlled(file, command, argument);      \
    }

CONTROLLED(fcntl)
CONTROLLED(fcntl64)

#endif

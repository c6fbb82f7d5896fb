// What the module Glibc leaves out of Linux.
#include <sched.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

// Declared by glibc for _GNU_SOURCE only, and Swift reads its headers without that.
extern int accept4(int listener, struct sockaddr *_Nullable address, socklen_t *_Nullable length, int flags);
extern int sched_getaffinity(pid_t process, size_t size, cpu_set_t *_Nonnull set);
extern int pthread_setname_np(pthread_t thread, const char *_Nonnull name);

// Takes a connection that waits; it is non-blocking and not inherited by programs that are started.
static inline int relay_accept(int listener, struct sockaddr *_Nonnull address, socklen_t *_Nonnull length) {
    return accept4(listener, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

// A thread's name has at most 15 bytes.
static inline int relay_name_thread(pthread_t thread, const char *_Nonnull name) {
    return pthread_setname_np(thread, name);
}

// How many processors this process may run on; 0 where the kernel does not tell.
static inline int relay_processor_count(void) {
    cpu_set_t set = {0};
    if (sched_getaffinity(0, sizeof set, &set) != 0) return 0;
    int count = 0;
    for (size_t word = 0; word < sizeof set.__bits / sizeof set.__bits[0]; word++)
        count += __builtin_popcountl(set.__bits[word]);
    return count;
}

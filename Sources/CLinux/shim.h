// What the module Glibc leaves out of Linux.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <malloc.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// Declared by glibc for _GNU_SOURCE only, and Swift reads its headers without that.
extern int accept4(int listener, struct sockaddr *_Nullable address, socklen_t *_Nullable length, int flags);
extern int pipe2(int ends[_Nonnull 2], int flags);
extern long syscall(long number, ...);
extern int sched_getaffinity(pid_t process, size_t size, cpu_set_t *_Nonnull set);
extern int sched_setaffinity(pid_t process, size_t size, const cpu_set_t *_Nonnull set);
extern int pthread_setname_np(pthread_t thread, const char *_Nonnull name);
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *_Nonnull actions, const char *_Nonnull path);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *_Nonnull actions, int first);

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

// A pipe that never makes its users wait and is not inherited by programs that are started.
static inline int relay_make_pipe(int *_Nonnull ends) { return pipe2(ends, O_NONBLOCK | O_CLOEXEC); }

// What a signal's handler may do is little, and what Swift does unseen may be more: so the handler is C.
static inline int *_Nonnull relay_signal_pipe(void) {
    static int pipe = -1;
    return &pipe;
}

static inline void relay_note_signal(int signal) {
    const int error = errno;
    const unsigned char number = (unsigned char)signal;
    // A full pipe holds enough signals already.
    (void)!write(*relay_signal_pipe(), &number, 1);
    errno = error;
}

// Has a signal's number written to a pipe.
static inline void relay_catch_signal(int signal, int pipe) {
    *relay_signal_pipe() = pipe;
    struct sigaction action = {.sa_handler = relay_note_signal, .sa_flags = SA_RESTART};
    (void)sigaction(signal, &action, NULL);
}

// Has a signal do what it does of its own.
static inline void relay_leave_signal(int signal) {
    struct sigaction action = {.sa_handler = SIG_DFL};
    (void)sigaction(signal, &action, NULL);
}

static inline bool relay_ignores_signal(int signal) {
    struct sigaction action;
    return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

// Has a program that is started lead a session of its own; glibc declares the flag for _GNU_SOURCE only.
enum { relay_spawn_apart = 0x80 };

// A descriptor of a process, which never comes to mean another one; it can be read from once that has ended.
static inline int relay_open_process(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

static inline int relay_signal_process(int descriptor, int signal) {
    return (int)syscall(SYS_pidfd_send_signal, descriptor, signal, NULL, 0);
}

// Lets this process, and what it starts, have so many files open, as far as it may; returns how many they may have then.
static inline long relay_allow_open_files(long count) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return LONG_MAX;
    if (limit.rlim_cur < (rlim_t)count) {
        const rlim_t wanted = (rlim_t)count < limit.rlim_max ? (rlim_t)count : limit.rlim_max;
        const struct rlimit raised = {.rlim_cur = wanted, .rlim_max = limit.rlim_max};
        if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
    }
    return limit.rlim_cur > LONG_MAX ? LONG_MAX : (long)limit.rlim_cur;
}

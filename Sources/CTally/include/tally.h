// Counts what the calling thread asks of the allocator and of the kernel.
//
// The functions of the C library that do so are replaced in whatever program this is linked into, by ones that count and
// then do the same. Under a sanitizer, which replaces them itself, nothing is counted.
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    int64_t allocations;  // By malloc and its kin; growing one counts too.
    int64_t calls;        // Of the kernel, for files: reads, writes, locks, lengths and syncs.
    int64_t syncs;        // Those that wait for a disk; counted among the calls.
} relay_tally;

// What the calling thread has done since it began.
relay_tally relay_tally_now(void);
bool relay_tally_counts(void);

// A disk in memory for SQLite that forgets, when its power fails, what nobody asked it to keep.
//
// Each disk is a SQLite file system of its own. It belongs to one thread at a time, as do all connections to it.
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef struct relay_disk relay_disk;

// What an outage does to the writes that were not synced.
typedef enum : int32_t {
    RELAY_LOSS_NONE,    // As when only the process is killed: the system keeps its pages.
    RELAY_LOSS_ALL,     // None of them is there.
    RELAY_LOSS_PREFIX,  // The first so many are there, the last of them torn.
    RELAY_LOSS_SUBSET,  // Any sectors are there and any not.
} relay_loss;

// What fails while the power is on; to be added up.
typedef enum : int32_t {
    RELAY_FAULT_READ = 1,
    RELAY_FAULT_WRITE = 2,
    RELAY_FAULT_SYNC = 4,
    RELAY_FAULT_FULL = 8,
} relay_fault;

// An empty disk, registered under its name; null where there is no memory.
relay_disk *_Nullable relay_disk_make(uint64_t seed, int32_t sector);
// Only once all connections to it are closed.
void relay_disk_free(relay_disk *_Nonnull disk);
const char *_Nonnull relay_disk_name(const relay_disk *_Nonnull disk);

// How often it was written to, cut or synced.
int64_t relay_disk_changes(const relay_disk *_Nonnull disk);
// Switches the power off so many changes from now, the last of which does not happen; at once for nought.
void relay_disk_cut_power(relay_disk *_Nonnull disk, int64_t changes);
// Keeps the power on, if it is, whatever was to come.
void relay_disk_keep_power(relay_disk *_Nonnull disk);
bool relay_disk_has_power(const relay_disk *_Nonnull disk);
// Decides what an outage leaves, and switches the power on; files that were open before stay dead.
void relay_disk_restart(relay_disk *_Nonnull disk, relay_loss loss);

// What fails from now on; nought for nothing.
void relay_disk_set_faults(relay_disk *_Nonnull disk, int32_t faults);
int32_t relay_disk_faults(const relay_disk *_Nonnull disk);

// The disk: its files, its power, and what SQLite asks of a file system.
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "disk.h"

// SplitMix64, so that a seed loses the same on each machine.
uint64_t disk_draw(relay_disk *disk) {
    uint64_t mixed = disk->random += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBu;
    return mixed ^ mixed >> 31;
}

disk_file *disk_find(relay_disk *disk, const char *name) {
    for (disk_file *file = disk->files; file; file = file->next) {
        if (file->name && !file->is_removed && !strcmp(file->name, name)) return file;
    }
    return NULL;
}

disk_file *disk_add(relay_disk *disk, const char *name) {
    disk_file *file = calloc(1, sizeof *file);
    if (!file) return NULL;
    file->end = &file->first;
    file->name = name ? strdup(name) : NULL;
    file->next = disk->files;
    disk->files = file;
    return file;
}

// Takes a file out that nobody can reach any more.
void disk_drop(relay_disk *disk, disk_file *file) {
    if (file->handles || (file->name && !(file->is_removed && file->is_settled))) return;
    for (disk_file **place = &disk->files; *place; place = &(*place)->next) {
        if (*place != file) continue;
        *place = file->next;
        file_free(file);
        return;
    }
}

// What was made and removed so far stays so: file systems that keep a journal write names down in order, and a file is
// not synced before those that are older.
void disk_settle_names(relay_disk *disk) {
    for (disk_file *file = disk->files, *next; file; file = next) {
        next = file->next;
        file->is_settled = true;
        disk_drop(disk, file);
    }
}

// Counts a change; false where the power fails with it.
bool disk_may_change(relay_disk *disk) {
    if (!relay_disk_has_power(disk)) return false;
    disk->changes++;
    return relay_disk_has_power(disk);
}

// MARK: - What SQLite asks

static int open_file(sqlite3_vfs *system, const char *name, sqlite3_file *base, int flags, int *granted) {
    relay_disk *disk = (relay_disk *)system;
    handle *opened = (handle *)base;
    memset(opened, 0, sizeof *opened);
    if (!relay_disk_has_power(disk)) return SQLITE_CANTOPEN;
    disk_file *file = name ? disk_find(disk, name) : NULL;
    if (!file) {
        if (name && !(flags & SQLITE_OPEN_CREATE)) return SQLITE_CANTOPEN;
        if (disk->faults & RELAY_FAULT_FULL) return SQLITE_CANTOPEN;
        file = disk_add(disk, name);
        if (!file) return SQLITE_NOMEM;
    }
    file->handles++;
    *opened = (handle){.base.pMethods = &handle_methods, .disk = disk, .file = file, .life = disk->life};
    if (granted) *granted = flags;
    return SQLITE_OK;
}

static int remove_file(sqlite3_vfs *system, const char *name, int is_synced) {
    relay_disk *disk = (relay_disk *)system;
    if (!disk_may_change(disk)) return SQLITE_IOERR_DELETE;
    disk_file *file = disk_find(disk, name);
    if (!file) return SQLITE_IOERR_DELETE_NOENT;
    // One that nobody was sure to find needs no outage to be gone.
    file->is_settled = is_synced || !file->is_settled;
    file->is_removed = true;
    disk_drop(disk, file);
    return SQLITE_OK;
}

static int has_file(sqlite3_vfs *system, const char *name, int flags, int *is_there) {
    (void)flags;
    const disk_file *file = disk_find((relay_disk *)system, name);
    *is_there = file && file->now.size;
    return SQLITE_OK;
}

static int full_name(sqlite3_vfs *system, const char *name, int room, char *full) {
    (void)system;
    return snprintf(full, (size_t)room, "%s", name) < room ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int random_bytes(sqlite3_vfs *system, int count, char *buffer) {
    for (int place = 0; place < count; place++) buffer[place] = (char)disk_draw((relay_disk *)system);
    return count;
}

// Whoever holds a lock is on the same thread, and does not let go meanwhile.
static int no_sleep(sqlite3_vfs *system, int microseconds) {
    (void)system;
    return microseconds;
}

// Noon of a day in 2026; nothing that is stored depends on it.
static int fixed_time(sqlite3_vfs *system, sqlite3_int64 *milliseconds) {
    (void)system;
    *milliseconds = 2461092LL * 86400000;
    return SQLITE_OK;
}

static int no_error(sqlite3_vfs *system, int room, char *text) {
    (void)system, (void)room, (void)text;
    return 0;
}

// MARK: - What tests ask

relay_disk *relay_disk_make(uint64_t seed, int32_t sector) {
    static atomic_uint made;
    relay_disk *disk = calloc(1, sizeof *disk);
    if (!disk) return NULL;
    disk->random = seed;
    disk->sector = sector;
    disk->last_change = INT64_MAX;
    snprintf(disk->name, sizeof disk->name, "forgetful-%u", atomic_fetch_add(&made, 1));
    disk->system = (sqlite3_vfs){
        .iVersion = 2,
        .szOsFile = sizeof(handle),
        .mxPathname = 255,
        .zName = disk->name,
        .xOpen = open_file,
        .xDelete = remove_file,
        .xAccess = has_file,
        .xFullPathname = full_name,
        .xRandomness = random_bytes,
        .xSleep = no_sleep,
        .xGetLastError = no_error,
        .xCurrentTimeInt64 = fixed_time,
    };
    if (sqlite3_vfs_register(&disk->system, 0) == SQLITE_OK) return disk;
    free(disk);
    return NULL;
}

void relay_disk_free(relay_disk *disk) {
    sqlite3_vfs_unregister(&disk->system);
    for (disk_file *file = disk->files, *next; file; file = next) {
        next = file->next;
        file_free(file);
    }
    free(disk);
}

const char *relay_disk_name(const relay_disk *disk) { return disk->name; }
int64_t relay_disk_changes(const relay_disk *disk) { return disk->changes; }

void relay_disk_cut_power(relay_disk *disk, int64_t changes) { disk->last_change = disk->changes + changes; }

void relay_disk_keep_power(relay_disk *disk) {
    if (relay_disk_has_power(disk)) disk->last_change = INT64_MAX;
}

bool relay_disk_has_power(const relay_disk *disk) { return disk->changes < disk->last_change; }

void relay_disk_set_faults(relay_disk *disk, int32_t faults) { disk->faults = faults; }

int32_t relay_disk_faults(const relay_disk *disk) { return disk->faults; }

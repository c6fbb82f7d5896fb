// What the parts of the forgetful disk share.
#pragma once

#include <sqlite3.h>
#include <stddef.h>

#include "CForgetful.h"

typedef struct bytes {
    unsigned char *data;
    int64_t size, room;
} bytes;

// A change that was not synced: a write, or, without bytes, a cut to a size.
typedef struct change {
    struct change *next;
    int64_t offset, length;
    unsigned char written[];
} change;

typedef struct lock_state {
    int shared;
    bool reserved, pending, exclusive;
} lock_state;

// What connections to one file share in memory beside it; an outage leaves it to those who still hold it.
typedef struct shared_memory {
    int holders, regions;
    void **memory;
    int shared[SQLITE_SHM_NLOCK];
    bool exclusive[SQLITE_SHM_NLOCK];
} shared_memory;

typedef struct disk_file {
    struct disk_file *next;
    char *name;  // Null for a temporary one.
    bytes now, synced;
    change *first, **end;
    bool is_removed, is_settled;  // Settled is that an outage cannot make it be there, or not be there.
    int handles;
    lock_state locks;
    shared_memory *memory;
} disk_file;

struct relay_disk {
    sqlite3_vfs system;  // First, because SQLite hands it back as this.
    char name[32];
    disk_file *files;
    uint64_t random;
    int32_t sector, faults;
    int64_t changes, last_change;
    int life;
};

typedef struct handle {
    sqlite3_file base;  // First, because SQLite hands it back as this.
    relay_disk *disk;
    disk_file *file;
    shared_memory *memory;
    int life, lock;
    unsigned memory_shared, memory_exclusive;
} handle;

// disk.c
disk_file *disk_find(relay_disk *disk, const char *name);
disk_file *disk_add(relay_disk *disk, const char *name);
void disk_drop(relay_disk *disk, disk_file *file);
bool disk_may_change(relay_disk *disk);
void disk_settle_names(relay_disk *disk);
uint64_t disk_draw(relay_disk *disk);

// contents.c
bool bytes_write(bytes *bytes, int64_t offset, const unsigned char *data, int64_t length);
void bytes_cut(bytes *bytes, int64_t size);
bool file_write(disk_file *file, int64_t offset, const unsigned char *data, int64_t length);
bool file_cut(disk_file *file, int64_t size);
bool file_sync(disk_file *file);
void file_free(disk_file *file);

// locks.c
int handle_lock(sqlite3_file *base, int level);
int handle_unlock(sqlite3_file *base, int level);
int handle_check_reserved(sqlite3_file *base, int *is_reserved);

// memory.c
int handle_map_memory(sqlite3_file *base, int region, int size, int extend, void volatile **memory);
int handle_lock_memory(sqlite3_file *base, int offset, int count, int flags);
void handle_barrier(sqlite3_file *base);
int handle_unmap_memory(sqlite3_file *base, int remove);
void shared_memory_release(shared_memory *memory);

// handle.c
bool handle_is_dead(const handle *handle);
extern const sqlite3_io_methods handle_methods;

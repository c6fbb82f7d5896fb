// The index of the write-ahead log, in memory that the connections of this process share.
#include <stdlib.h>

#include "disk.h"

void shared_memory_release(shared_memory *memory) {
    if (--memory->holders) return;
    for (int region = 0; region < memory->regions; region++) free(memory->memory[region]);
    free(memory->memory);
    free(memory);
}

static bool join(handle *self) {
    if (self->memory) return true;
    if (!self->file->memory) {
        self->file->memory = calloc(1, sizeof *self->file->memory);
        if (!self->file->memory) return false;
        self->file->memory->holders = 1;
    }
    self->memory = self->file->memory;
    self->memory->holders++;
    return true;
}

static bool grow(shared_memory *memory, int regions, int size) {
    void **grown = realloc(memory->memory, sizeof *grown * (size_t)regions);
    if (!grown) return false;
    memory->memory = grown;
    while (memory->regions < regions) {
        void *region = calloc(1, (size_t)size);
        if (!region) return false;
        grown[memory->regions++] = region;
    }
    return true;
}

int handle_map_memory(sqlite3_file *base, int region, int size, int extend, void volatile **memory) {
    handle *self = (handle *)base;
    *memory = NULL;
    if (handle_is_dead(self)) return SQLITE_IOERR_SHMMAP;
    if (!join(self)) return SQLITE_NOMEM;
    if (region >= self->memory->regions) {
        if (!extend) return SQLITE_OK;
        if (self->disk->faults & RELAY_FAULT_FULL) return SQLITE_IOERR_SHMSIZE;
        if (!grow(self->memory, region + 1, size)) return SQLITE_NOMEM;
    }
    *memory = self->memory->memory[region];
    return SQLITE_OK;
}

static bool is_free(const shared_memory *memory, int slot, const handle *self, bool for_writing) {
    unsigned bit = 1u << slot;
    if (memory->exclusive[slot] && !(self->memory_exclusive & bit)) return false;
    return !for_writing || memory->shared[slot] == (self->memory_shared & bit ? 1 : 0);
}

static void unlock(handle *self, int slot) {
    unsigned bit = 1u << slot;
    if (self->memory_shared & bit) self->memory->shared[slot]--;
    if (self->memory_exclusive & bit) self->memory->exclusive[slot] = false;
    self->memory_shared &= ~bit;
    self->memory_exclusive &= ~bit;
}

static void lock(handle *self, int slot, bool for_writing) {
    unsigned bit = 1u << slot;
    if (for_writing) {
        self->memory->exclusive[slot] = true;
        self->memory_exclusive |= bit;
    } else if (!(self->memory_shared & bit)) {
        self->memory->shared[slot]++;
        self->memory_shared |= bit;
    }
}

int handle_lock_memory(sqlite3_file *base, int offset, int count, int flags) {
    handle *self = (handle *)base;
    if (!self->memory) return SQLITE_IOERR_SHMLOCK;
    bool for_writing = flags & SQLITE_SHM_EXCLUSIVE;
    if (flags & SQLITE_SHM_UNLOCK) {
        for (int slot = offset; slot < offset + count; slot++) unlock(self, slot);
        return SQLITE_OK;
    }
    if (handle_is_dead(self)) return SQLITE_IOERR_SHMLOCK;
    for (int slot = offset; slot < offset + count; slot++) {
        if (!is_free(self->memory, slot, self, for_writing)) return SQLITE_BUSY;
    }
    for (int slot = offset; slot < offset + count; slot++) lock(self, slot, for_writing);
    return SQLITE_OK;
}

void handle_barrier(sqlite3_file *base) {
    (void)base;
    __sync_synchronize();
}

int handle_unmap_memory(sqlite3_file *base, int remove) {
    handle *self = (handle *)base;
    if (!self->memory) return SQLITE_OK;
    for (int slot = 0; slot < SQLITE_SHM_NLOCK; slot++) unlock(self, slot);
    shared_memory *memory = self->memory;
    self->memory = NULL;
    if (remove && self->file->memory == memory) {
        self->file->memory = NULL;
        shared_memory_release(memory);
    }
    shared_memory_release(memory);
    return SQLITE_OK;
}

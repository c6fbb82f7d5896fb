// The locks of a file, which only connections of this process can hold.
#include "disk.h"

static bool may_have_reserved(const handle *handle) { return handle->lock >= SQLITE_LOCK_RESERVED; }

int handle_lock(sqlite3_file *base, int level) {
    handle *self = (handle *)base;
    if (handle_is_dead(self)) return SQLITE_IOERR_LOCK;
    lock_state *locks = &self->file->locks;
    if (level <= self->lock) return SQLITE_OK;
    if (level == SQLITE_LOCK_SHARED) {
        if (locks->pending || locks->exclusive) return SQLITE_BUSY;
        locks->shared++;
    } else if (level == SQLITE_LOCK_RESERVED) {
        if (locks->reserved) return SQLITE_BUSY;
        locks->reserved = true;
    } else {
        if (!may_have_reserved(self) && (locks->reserved || locks->pending)) return SQLITE_BUSY;
        locks->reserved = locks->pending = true;
        if (locks->shared > 1) {
            self->lock = SQLITE_LOCK_PENDING;
            return SQLITE_BUSY;
        }
        locks->exclusive = true;
    }
    self->lock = level;
    return SQLITE_OK;
}

int handle_unlock(sqlite3_file *base, int level) {
    handle *self = (handle *)base;
    if (self->lock <= level || self->life != self->disk->life) return SQLITE_OK;
    lock_state *locks = &self->file->locks;
    if (self->lock >= SQLITE_LOCK_RESERVED) locks->reserved = false;
    if (self->lock >= SQLITE_LOCK_PENDING) locks->pending = locks->exclusive = false;
    if (level == SQLITE_LOCK_NONE) locks->shared--;
    self->lock = level;
    return SQLITE_OK;
}

int handle_check_reserved(sqlite3_file *base, int *is_reserved) {
    handle *self = (handle *)base;
    if (handle_is_dead(self)) return SQLITE_IOERR_CHECKRESERVEDLOCK;
    *is_reserved = self->file->locks.reserved;
    return SQLITE_OK;
}

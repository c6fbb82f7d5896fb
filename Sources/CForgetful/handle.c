// An open file, as SQLite sees it.
#include <string.h>

#include "disk.h"

bool handle_is_dead(const handle *handle) {
    return handle->life != handle->disk->life || !relay_disk_has_power(handle->disk);
}

static int handle_close(sqlite3_file *base) {
    handle *self = (handle *)base;
    handle_unmap_memory(base, 0);
    handle_unlock(base, SQLITE_LOCK_NONE);
    self->file->handles--;
    disk_drop(self->disk, self->file);
    return SQLITE_OK;
}

static int handle_read(sqlite3_file *base, void *buffer, int count, sqlite3_int64 offset) {
    handle *self = (handle *)base;
    if (handle_is_dead(self) || self->disk->faults & RELAY_FAULT_READ) return SQLITE_IOERR_READ;
    const bytes *now = &self->file->now;
    int64_t there = now->size - offset;
    if (there >= count) {
        memcpy(buffer, now->data + offset, (size_t)count);
        return SQLITE_OK;
    }
    if (there > 0) memcpy(buffer, now->data + offset, (size_t)there);
    int64_t have = there > 0 ? there : 0;
    memset((unsigned char *)buffer + have, 0, (size_t)(count - have));
    return SQLITE_IOERR_SHORT_READ;
}

static int handle_write(sqlite3_file *base, const void *data, int count, sqlite3_int64 offset) {
    handle *self = (handle *)base;
    if (handle_is_dead(self) || !disk_may_change(self->disk)) return SQLITE_IOERR_WRITE;
    if (self->disk->faults & RELAY_FAULT_WRITE) return SQLITE_IOERR_WRITE;
    if (self->disk->faults & RELAY_FAULT_FULL && offset + count > self->file->now.size) return SQLITE_FULL;
    return file_write(self->file, offset, data, count) ? SQLITE_OK : SQLITE_NOMEM;
}

static int handle_truncate(sqlite3_file *base, sqlite3_int64 size) {
    handle *self = (handle *)base;
    if (handle_is_dead(self) || !disk_may_change(self->disk)) return SQLITE_IOERR_TRUNCATE;
    if (self->disk->faults & RELAY_FAULT_WRITE) return SQLITE_IOERR_TRUNCATE;
    return file_cut(self->file, size) ? SQLITE_OK : SQLITE_NOMEM;
}

static int handle_sync(sqlite3_file *base, int flags) {
    (void)flags;
    handle *self = (handle *)base;
    if (handle_is_dead(self) || !disk_may_change(self->disk)) return SQLITE_IOERR_FSYNC;
    if (self->disk->faults & RELAY_FAULT_SYNC) return SQLITE_IOERR_FSYNC;
    if (!file_sync(self->file)) return SQLITE_NOMEM;
    disk_settle_names(self->disk);
    return SQLITE_OK;
}

static int handle_size(sqlite3_file *base, sqlite3_int64 *size) {
    handle *self = (handle *)base;
    if (handle_is_dead(self)) return SQLITE_IOERR_FSTAT;
    *size = self->file->now.size;
    return SQLITE_OK;
}

static int handle_control(sqlite3_file *base, int operation, void *argument) {
    (void)base, (void)operation, (void)argument;
    return SQLITE_NOTFOUND;
}

static int handle_sector(sqlite3_file *base) { return ((handle *)base)->disk->sector; }

// A torn sector keeps what it held beside the write, as SQLite takes disks to do unless it is told otherwise.
static int handle_characteristics(sqlite3_file *base) {
    (void)base;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

const sqlite3_io_methods handle_methods = {
    .iVersion = 2,
    .xClose = handle_close,
    .xRead = handle_read,
    .xWrite = handle_write,
    .xTruncate = handle_truncate,
    .xSync = handle_sync,
    .xFileSize = handle_size,
    .xLock = handle_lock,
    .xUnlock = handle_unlock,
    .xCheckReservedLock = handle_check_reserved,
    .xFileControl = handle_control,
    .xSectorSize = handle_sector,
    .xDeviceCharacteristics = handle_characteristics,
    .xShmMap = handle_map_memory,
    .xShmLock = handle_lock_memory,
    .xShmBarrier = handle_barrier,
    .xShmUnmap = handle_unmap_memory,
};

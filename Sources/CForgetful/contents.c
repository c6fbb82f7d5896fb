// The bytes of a file: as they are now, as they were synced last, and what lies between.
#include <stdlib.h>
#include <string.h>

#include "disk.h"

static bool make_room(bytes *bytes, int64_t size) {
    if (size <= bytes->room) return true;
    int64_t room = bytes->room ? bytes->room : 4096;
    while (room < size) room *= 2;
    unsigned char *data = realloc(bytes->data, (size_t)room);
    if (!data) return false;
    bytes->data = data;
    bytes->room = room;
    return true;
}

bool bytes_write(bytes *bytes, int64_t offset, const unsigned char *data, int64_t length) {
    if (!make_room(bytes, offset + length)) return false;
    if (offset > bytes->size) memset(bytes->data + bytes->size, 0, (size_t)(offset - bytes->size));
    memcpy(bytes->data + offset, data, (size_t)length);
    if (offset + length > bytes->size) bytes->size = offset + length;
    return true;
}

void bytes_cut(bytes *bytes, int64_t size) {
    if (size < bytes->size) bytes->size = size;
}

static bool add_change(disk_file *file, int64_t offset, const unsigned char *data, int64_t length) {
    change *added = malloc(sizeof *added + (size_t)length);
    if (!added) return false;
    *added = (change){.offset = offset, .length = length};
    if (length) memcpy(added->written, data, (size_t)length);
    *file->end = added;
    file->end = &added->next;
    return true;
}

bool file_write(disk_file *file, int64_t offset, const unsigned char *data, int64_t length) {
    if (!length) return true;
    return bytes_write(&file->now, offset, data, length) && add_change(file, offset, data, length);
}

bool file_cut(disk_file *file, int64_t size) {
    bytes_cut(&file->now, size);
    return add_change(file, size, NULL, 0);
}

static void forget_changes(disk_file *file) {
    for (change *old = file->first, *next; old; old = next) {
        next = old->next;
        free(old);
    }
    file->first = NULL;
    file->end = &file->first;
}

static bool carry_out(bytes *bytes, const change *change) {
    if (change->length) return bytes_write(bytes, change->offset, change->written, change->length);
    bytes_cut(bytes, change->offset);
    return true;
}

bool file_sync(disk_file *file) {
    for (const change *old = file->first; old; old = old->next) {
        if (!carry_out(&file->synced, old)) return false;
    }
    forget_changes(file);
    return true;
}

// MARK: - An outage

// Carries out the sectors of a write that chance picks: all up to one of them, or any.
static bool tear(relay_disk *disk, bytes *bytes, const change *change, bool is_prefix) {
    int64_t end = change->offset + change->length, sector = disk->sector;
    int64_t sectors = (end - 1) / sector - change->offset / sector + 1;
    int64_t kept = (int64_t)(disk_draw(disk) % (uint64_t)(sectors + 1)), number = 0;
    for (int64_t start = change->offset; start < end; number++) {
        int64_t next = (start / sector + 1) * sector;
        if (next > end) next = end;
        bool is_there = is_prefix ? number < kept : disk_draw(disk) & 1;
        if (is_there && !bytes_write(bytes, start, change->written + (start - change->offset), next - start)) return false;
        start = next;
    }
    return true;
}

static int64_t count_changes(const disk_file *file) {
    int64_t count = 0;
    for (const change *old = file->first; old; old = old->next) count++;
    return count;
}

static bool lose(relay_disk *disk, disk_file *file, relay_loss loss) {
    int64_t kept = loss == RELAY_LOSS_PREFIX ? (int64_t)(disk_draw(disk) % (uint64_t)(count_changes(file) + 1)) : 0;
    for (const change *old = file->first; old; old = old->next) {
        bool is_well = true;
        switch (loss) {
        case RELAY_LOSS_NONE: is_well = carry_out(&file->synced, old); break;
        case RELAY_LOSS_ALL: break;
        case RELAY_LOSS_PREFIX:
            if (kept > 0) is_well = carry_out(&file->synced, old);
            if (kept == 0 && old->length) is_well = tear(disk, &file->synced, old, true);
            kept--;
            break;
        case RELAY_LOSS_SUBSET:
            if (old->length) is_well = tear(disk, &file->synced, old, false);
            else if (disk_draw(disk) & 1) is_well = carry_out(&file->synced, old);
            break;
        }
        if (!is_well) return false;
    }
    return true;
}

static bool file_restart(relay_disk *disk, disk_file *file, relay_loss loss) {
    if (!lose(disk, file, loss)) return false;
    forget_changes(file);
    bytes_cut(&file->now, 0);
    return !file->synced.size || bytes_write(&file->now, 0, file->synced.data, file->synced.size);
}

static void restart_file(relay_disk *disk, disk_file *file, relay_loss loss) {
    if (!file_restart(disk, file, loss)) abort();
    file->locks = (lock_state){0};
    if (file->memory) shared_memory_release(file->memory);
    file->memory = NULL;
    bool is_unsure = file->name && !file->is_settled && loss != RELAY_LOSS_NONE;
    // One that was made is gone, and one that was removed is back, unless another has its name.
    bool is_undone = is_unsure && (loss == RELAY_LOSS_ALL || disk_draw(disk) & 1);
    if (is_undone && !(file->is_removed && disk_find(disk, file->name))) file->is_removed = !file->is_removed;
    if (!file->name) file->is_removed = true;
    file->is_settled = true;
}

void relay_disk_restart(relay_disk *disk, relay_loss loss) {
    disk->life++;
    disk->last_change = INT64_MAX;
    disk->faults = 0;
    for (disk_file *file = disk->files, *next; file; file = next) {
        next = file->next;
        restart_file(disk, file, loss);
        disk_drop(disk, file);
    }
}

void file_free(disk_file *file) {
    forget_changes(file);
    free(file->now.data);
    free(file->synced.data);
    free(file->name);
    if (file->memory) shared_memory_release(file->memory);
    free(file);
}

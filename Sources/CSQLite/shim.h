// SQLite, with what Swift cannot call of it: variadic functions, and destructors that are casts.
#include <sqlite3.h>
#include <stddef.h>

// Counting each allocation would take a lock of the whole process; nobody reads the counts. Fails once SQLite runs.
static inline int relay_sqlite_skip_statistics(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

// Binds a text that SQLite copies.
static inline int relay_bind_text(sqlite3_stmt *_Nonnull statement, int index, const void *_Nullable text, int count) {
    return sqlite3_bind_text(statement, index, count ? text : "", count, SQLITE_TRANSIENT);
}

// Binds a text that must stay where it is until the statement is reset and bound anew.
static inline int relay_bind_kept_text(sqlite3_stmt *_Nonnull statement, int index, const void *_Nonnull text, int count) {
    return sqlite3_bind_text(statement, index, text, count, SQLITE_STATIC);
}

// Binds bytes that SQLite copies; none are a NULL.
static inline int relay_bind_copy(sqlite3_stmt *_Nonnull statement, int index, const void *_Nullable bytes, int count) {
    return sqlite3_bind_blob(statement, index, count ? bytes : NULL, count, SQLITE_TRANSIENT);
}

// Binds bytes that must stay where they are until the statement is reset and bound anew; none are a NULL.
static inline int relay_bind_lent(sqlite3_stmt *_Nonnull statement, int index, const void *_Nullable bytes, int count) {
    return sqlite3_bind_blob(statement, index, count ? bytes : NULL, count, SQLITE_STATIC);
}

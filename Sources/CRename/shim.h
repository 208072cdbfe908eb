#pragma once
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Exchanges two files or folders in one step (renameat2(2) with RENAME_EXCHANGE, Linux 3.15); 0, or -1 with errno.
static inline int potok_exchange(const char *one, const char *other) {
    return (int)syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, 1U << 1);
}

#pragma once
#include <spawn.h>

// The C library of GNU shows them to those only who ask for more than POSIX, which Swift does not.
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *folder);

/// Has a program begin in a folder, with no descriptor from a number on (glibc 2.34).
static inline int potok_spawn_in(posix_spawn_file_actions_t *actions, const char *folder, int first) {
    int status = posix_spawn_file_actions_addclosefrom_np(actions, first);
    return status != 0 ? status : posix_spawn_file_actions_addchdir_np(actions, folder);
}

#pragma once
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

/// Lets buffers larger than some bytes go back to the system as soon as they are freed, and so many bytes at the end of the heap as soon as
/// they are free (mallopt(3), M_MMAP_THRESHOLD and M_TRIM_THRESHOLD).
///
/// The C library of GNU raises the first bound to the size of the largest buffer that was freed, up to 32 MB, and its heap then grows around
/// such buffers and is not given back.
static inline void potok_return_memory(int buffer, int end) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, buffer);
    mallopt(M_TRIM_THRESHOLD, end);
#else
    (void)buffer;
    (void)end;
#endif
}

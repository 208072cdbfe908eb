#pragma once
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

/// Lets what is larger than some bytes go back to the system as soon as it is freed (mallopt(3), M_MMAP_THRESHOLD).
///
/// The C library of GNU raises this bound to the size of the largest buffer that was freed, up to 32 MB, and its heap then grows around such
/// buffers and is not given back.
static inline void potok_return_buffers_larger_than(int bytes) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, bytes);
#else
    (void)bytes;
#endif
}

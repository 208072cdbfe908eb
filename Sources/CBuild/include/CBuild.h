#ifndef POTOK_CBUILD_H
#define POTOK_CBUILD_H

/// The commit that the program was built from, in hexadecimal digits, with a + when files had changed since; empty when it is not known.
extern const char *_Nonnull const potok_build_commit;

#endif

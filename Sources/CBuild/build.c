#include "CBuild.h"

// Package.swift defines it where the environment says which commit it is.
#ifndef POTOK_COMMIT
#define POTOK_COMMIT
#endif

#define POTOK_TEXT(...) #__VA_ARGS__
#define POTOK_EXPANDED_TEXT(...) POTOK_TEXT(__VA_ARGS__)

const char *_Nonnull const potok_build_commit = POTOK_EXPANDED_TEXT(POTOK_COMMIT);

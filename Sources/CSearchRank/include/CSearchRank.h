#ifndef CSEARCHRANK_H
#define CSEARCHRANK_H

#include <stdint.h>

struct sqlite3;

/* Teaches a connection the auxiliary function `potok_rank` of FTS5; SQLITE_OK, or why it could not be. */
int potok_register_rank(struct sqlite3 *database);

/* The low byte of the row number of an entry with so many words: its length on a logarithmic scale, 6 % a step. */
int64_t potok_length_code(int64_t words);

#endif

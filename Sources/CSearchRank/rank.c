/*
 * The rank of a row: BM25 (Robertson and Zaragoza, 2009) over the words of title, lead and body, which count differently in one frequency
 * (BM25F). The length of a row is read from the low byte of its row number, so that nothing is looked up for it: FTS5's own bm25() reads
 * a record of another table for every row.
 *
 * The pointers belong to FTS5 and live as long as the call; what is kept between the rows of one query is freed by FTS5.
 */
#include "CSearchRank.h"
#include <math.h>
#include <sqlite3.h>
#include <stddef.h>

static const double saturation = 1.2;
static const double length_weight = 0.75;
static const double title_weight = 2.0;
static const double lead_weight = 1.1;
static const int lead_words = 60;
static const double rarity_weight = 1.2;
static const double steps_per_doubling = 12;

/* What a phrase is in its query, a letter each in the second argument of the function; without one, all are words of their own. */
static const char word = 'w';     /* The first reading of a word. */
static const char reading = 'r';  /* Another reading of the word before it. */
static const char unwanted = '-'; /* What no row may have. */

typedef struct {
    int phrases;
    double shares[256]; /* What the length of a row adds to the saturation, by length code. */
    double rarity[];    /* Of the word that each phrase begins; below zero for the other readings of a word, and for what no row may have. */
} statistics;

int64_t potok_length_code(int64_t words) {
    double code = round(log2((double)(words < 0 ? 0 : words) + 1) * steps_per_doubling);
    return code > 255 ? 255 : (int64_t)code;
}

static int count_row(const Fts5ExtensionApi *api, Fts5Context *context, void *count) {
    (void)api;
    (void)context;
    ++*(sqlite3_int64 *)count;
    return SQLITE_OK;
}

static double rarity(sqlite3_int64 rows, sqlite3_int64 found) {
    double without = rows > found ? (double)(rows - found) : 0;
    return pow(log(1 + (without + 0.5) / ((double)found + 0.5)), rarity_weight);
}

/*
 * What holds for all rows of a query; NULL, with the reason, when it cannot be made.
 *
 * A word that is read in several languages is several phrases of the query, and it is as rare as all of them together: a word is not
 * rare because few documents are in a language.
 */
static statistics *prepare(
    const Fts5ExtensionApi *api,
    Fts5Context *context,
    const unsigned char *roles,
    int known,
    int *result
) {
    int phrases = api->xPhraseCount(context);
    statistics *made = sqlite3_malloc64(sizeof(statistics) + sizeof(double) * (sqlite3_uint64)phrases);
    if (!made) {
        *result = SQLITE_NOMEM;
        return NULL;
    }
    made->phrases = phrases;
    sqlite3_int64 rows = 0, words = 0;
    *result = api->xRowCount(context, &rows);
    if (*result == SQLITE_OK) *result = api->xColumnTotalSize(context, -1, &words);
    double average = rows > 0 && words > 0 ? (double)words / (double)rows : 1;
    for (int code = 0; code < 256; code++) {
        double length = exp2(code / steps_per_doubling) - 1;
        made->shares[code] = saturation * (1 - length_weight + length_weight * length / average);
    }
    for (int phrase = 0; phrase < phrases;) {
        int first = phrase;
        sqlite3_int64 found = 0;
        do {
            char role = phrase < known ? (char)roles[phrase] : word;
            made->rarity[phrase] = -1;
            if (*result == SQLITE_OK && role != unwanted) {
                *result = api->xQueryPhrase(context, phrase, &found, count_row);
            }
            phrase++;
        } while (phrase < phrases && phrase < known && roles[phrase] == reading);
        if (first >= known || roles[first] != unwanted) made->rarity[first] = rarity(rows, found);
    }
    if (*result == SQLITE_OK) *result = api->xSetAuxdata(context, made, sqlite3_free);
    else sqlite3_free(made);
    return *result == SQLITE_OK ? made : NULL;
}

static void rank(
    const Fts5ExtensionApi *api,
    Fts5Context *context,
    sqlite3_context *answer,
    int count,
    sqlite3_value **values
) {
    int result = SQLITE_OK;
    statistics *known = api->xGetAuxdata(context, 0);
    if (!known) {
        const unsigned char *roles = count > 0 ? sqlite3_value_text(values[0]) : NULL;
        known = prepare(api, context, roles, roles ? sqlite3_value_bytes(values[0]) : 0, &result);
    }
    if (!known) {
        sqlite3_result_error_code(answer, result);
        return;
    }
    double share = known->shares[api->xRowid(context) & 0xFF];
    double score = 0;
    for (int phrase = 0; phrase < known->phrases;) {
        double rarity = known->rarity[phrase], most = 0;
        do {
            Fts5PhraseIter places;
            int column = 0, offset = 0;
            double frequency = 0;
            result = api->xPhraseFirst(context, phrase, &places, &column, &offset);
            if (result != SQLITE_OK) {
                sqlite3_result_error_code(answer, result);
                return;
            }
            for (; column >= 0; api->xPhraseNext(context, &places, &column, &offset)) {
                frequency += column == 0 ? title_weight : offset < lead_words ? lead_weight : 1;
            }
            if (frequency > most) most = frequency;
            phrase++;
        } while (phrase < known->phrases && known->rarity[phrase] < 0);
        if (rarity > 0) score += rarity * most * (saturation + 1) / (most + share);
    }
    sqlite3_result_double(answer, score);
}

int potok_register_rank(struct sqlite3 *database) {
    fts5_api *api = NULL;
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, NULL);
    if (result != SQLITE_OK) return result;
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
    sqlite3_step(statement);
    result = sqlite3_finalize(statement);
    if (result != SQLITE_OK) return result;
    if (!api) return SQLITE_ERROR;
    return api->xCreateFunction(api, "potok_rank", NULL, rank, NULL);
}

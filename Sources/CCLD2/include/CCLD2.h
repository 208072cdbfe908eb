// What Potok needs of CLD2 (github.com/CLD2Owners/cld2, Apache-2.0), as plain C.
#ifndef POTOK_CCLD2_H
#define POTOK_CCLD2_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// What a text is in.
typedef struct {
    // The code of the language, such as "pl" or "zh-Hant": a constant of the library; NULL when it is not known.
    const char *language;
    // How much of the text is in that language, 0 to 100.
    int percent;
    // How many bytes of letters the decision rests on.
    int bytes;
    // Whether the next best language is far behind.
    bool isReliable;
} potok_cld2_result;

// Detects the language of text in valid UTF-8. The hint is that of a Content-Language header ("pl" or "de,fr") or NULL;
// the top-level domain is that of the host ("pl") or NULL. Nothing is kept of either; calls may run side by side.
potok_cld2_result potok_cld2_detect(const char *text, size_t count, const char *hint, const char *top_level_domain);

#ifdef __cplusplus
}
#endif

#endif

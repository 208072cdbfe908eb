#include "include/CCLD2.h"

#include <cstdio>  // The next header needs FILE and does not include it.

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

extern "C" potok_cld2_result potok_cld2_detect(const char *text, size_t count, const char *hint,
                                               const char *top_level_domain) {
    potok_cld2_result result = {nullptr, 0, 0, false};
    if (text == nullptr || count == 0 || count > 1 << 20) return result;
    CLD2::CLDHints hints = {hint, top_level_domain, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::Language languages[3] = {CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE};
    int percents[3] = {0, 0, 0};
    double scores[3] = {0, 0, 0};
    CLD2::Language best = CLD2::ExtDetectLanguageSummary(text, static_cast<int>(count), true, &hints, 0, languages, percents,
                                                         scores, nullptr, &result.bytes, &result.isReliable);
    if (best == CLD2::UNKNOWN_LANGUAGE) return result;
    result.language = CLD2::LanguageCode(best);
    for (int index = 0; index < 3; index++) {
        if (languages[index] == best) result.percent = percents[index];
    }
    return result;
}

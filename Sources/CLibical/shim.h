// The few C functions that Recurrence calls, so that a difference between libical's
// versions is met here and nowhere else.
#ifndef SERIES_CLIBICAL_SHIM_H
#define SERIES_CLIBICAL_SHIM_H

#include <libical/ical.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// A rule as libical read it, lists as bits: two readings are compared by a few integers.
struct series_rule {
    int32_t frequency;  // 0 SECONDLY to 6 YEARLY; -1 where libical refused the text
    int32_t interval;
    int32_t count;
    int32_t week_start;  // 0 Monday to 6 Sunday
    int64_t until;       // YYYYMMDDhhmmss as one number, 0 where there is none
    int32_t until_kind;  // 0 none, 1 date, 2 local, 3 UTC
    int32_t skip;        // 0 OMIT, 1 BACKWARD, 2 FORWARD
    uint64_t seconds, minutes, hours, weekdays, months, leap_months;
    uint64_t month_days, month_days_from_end, week_numbers, week_numbers_from_end;
    char calendar[32];  // empty where there is none
};

// The lists that no 64 bits hold, as bits counted from -448. Filled in on request only.
struct series_rule_lists {
    uint64_t ordinals[14];  // ordinal * 7 + weekday (0 Monday)
    uint64_t year_days[14];
    uint64_t set_positions[14];
};

// libical 4 counts references to its rules and holds each list apart.
#if ICAL_MAJOR_VERSION >= 4
#define SERIES_BY(rule, name, part) ((rule)->by[part].data)
#define SERIES_BY_COUNT(rule, name, part) ((int)(rule)->by[part].size)
#else
#define SERIES_BY(rule, name, part) ((rule)->name)
#define SERIES_BY_COUNT(rule, name, part) \
    series_list_count((rule)->name, (int)(sizeof (rule)->name / sizeof(short)))
#endif

static inline int series_list_count(const short *values, int capacity)
{
    int count = 0;
    while (count < capacity && values[count] != ICAL_RECURRENCE_ARRAY_MAX) count++;
    return count;
}

// libical counts the days from 1, Sunday; Recurrence from 0, Monday.
static inline int series_weekday(int libical_weekday) { return (libical_weekday + 5) % 7; }

static inline void series_set_bit(uint64_t *bits, int value)
{
    int bit = value + 448;
    if (bit >= 0 && bit < 14 * 64) bits[bit / 64] |= (uint64_t)1 << (bit % 64);
}

static inline bool series_has_bit(const uint64_t *bits, int value)
{
    int bit = value + 448;
    return bit >= 0 && bit < 14 * 64 && (bits[bit / 64] >> (bit % 64) & 1);
}

static inline int series_count_bits(const uint64_t *bits)
{
    int count = 0;
    for (int i = 0; i < 14; i++) count += __builtin_popcountll(bits[i]);
    return count;
}

static inline bool series_has_ordinal(const struct series_rule_lists *l, int v) { return series_has_bit(l->ordinals, v); }
static inline bool series_has_year_day(const struct series_rule_lists *l, int v) { return series_has_bit(l->year_days, v); }
static inline bool series_has_set_position(const struct series_rule_lists *l, int v) { return series_has_bit(l->set_positions, v); }
static inline int series_ordinal_count(const struct series_rule_lists *l) { return series_count_bits(l->ordinals); }
static inline int series_year_day_count(const struct series_rule_lists *l) { return series_count_bits(l->year_days); }
static inline int series_set_position_count(const struct series_rule_lists *l) { return series_count_bits(l->set_positions); }

// One list into the bits of its positive and of its negative values.
static inline void series_gather(
    const short *values, int count, uint64_t *forward, uint64_t *backward)
{
    for (int i = 0; i < count; i++) {
        int value = values[i];
        if (value >= 0) *forward |= (uint64_t)1 << (value & 63);
        else if (backward) *backward |= (uint64_t)1 << (-value & 63);
    }
}

// The caller owns the NUL-terminated copy that libical needs; short texts stay on the stack.
#define SERIES_STACK_TEXT 512

static inline char *series_copy_text(const uint8_t *text, size_t length, char *stack)
{
    char *copy = length < SERIES_STACK_TEXT ? stack : (char *)malloc(length + 1);
    if (!copy) return NULL;
    memcpy(copy, text, length);
    copy[length] = 0;
    return copy;
}

static inline void series_describe_rule(
    const struct icalrecurrencetype *rule, struct series_rule *out, struct series_rule_lists *lists)
{
    memset(out, 0, sizeof *out);
    out->frequency = rule->freq == ICAL_NO_RECURRENCE ? -1 : (int)rule->freq;
    out->interval = rule->interval;
    out->count = rule->count;
    out->week_start = series_weekday(rule->week_start);
    out->skip = rule->skip == ICAL_SKIP_BACKWARD ? 1 : rule->skip == ICAL_SKIP_FORWARD ? 2 : 0;
    if (!icaltime_is_null_time(rule->until)) {
        struct icaltimetype until = rule->until;
        out->until = (int64_t)(until.year * 10000 + until.month * 100 + until.day) * 1000000;
        if (until.is_date) {
            out->until_kind = 1;
        } else {
            out->until += until.hour * 10000 + until.minute * 100 + until.second;
            out->until_kind = icaltime_is_utc(until) ? 3 : 2;
        }
    }
#define SERIES_GATHER(name, part, forward, backward) \
    series_gather(SERIES_BY(rule, name, part), SERIES_BY_COUNT(rule, name, part), forward, backward)
    SERIES_GATHER(by_second, ICAL_BY_SECOND, &out->seconds, NULL);
    SERIES_GATHER(by_minute, ICAL_BY_MINUTE, &out->minutes, NULL);
    SERIES_GATHER(by_hour, ICAL_BY_HOUR, &out->hours, NULL);
    SERIES_GATHER(by_month_day, ICAL_BY_MONTH_DAY, &out->month_days, &out->month_days_from_end);
    SERIES_GATHER(by_week_no, ICAL_BY_WEEK_NO, &out->week_numbers, &out->week_numbers_from_end);
#undef SERIES_GATHER
    const short *months = SERIES_BY(rule, by_month, ICAL_BY_MONTH);
    for (int i = 0, n = SERIES_BY_COUNT(rule, by_month, ICAL_BY_MONTH); i < n; i++) {
        uint64_t bit = (uint64_t)1 << (icalrecurrencetype_month_month(months[i]) & 63);
        if (icalrecurrencetype_month_is_leap(months[i])) out->leap_months |= bit;
        else out->months |= bit;
    }
    if (lists) memset(lists, 0, sizeof *lists);
    const short *days = SERIES_BY(rule, by_day, ICAL_BY_DAY);
    for (int i = 0, n = SERIES_BY_COUNT(rule, by_day, ICAL_BY_DAY); i < n; i++) {
        int position = icalrecurrencetype_day_position(days[i]);
        int weekday = series_weekday(icalrecurrencetype_day_day_of_week(days[i]));
        if (position == 0) out->weekdays |= (uint64_t)1 << weekday;
        else if (lists) series_set_bit(lists->ordinals, position * 7 + weekday);
        else out->weekdays |= (uint64_t)1 << 63;
    }
    const short *year_days = SERIES_BY(rule, by_year_day, ICAL_BY_YEAR_DAY);
    const short *positions = SERIES_BY(rule, by_set_pos, ICAL_BY_SET_POS);
    if (lists) {
        for (int i = 0, n = SERIES_BY_COUNT(rule, by_year_day, ICAL_BY_YEAR_DAY); i < n; i++)
            series_set_bit(lists->year_days, year_days[i]);
        for (int i = 0, n = SERIES_BY_COUNT(rule, by_set_pos, ICAL_BY_SET_POS); i < n; i++)
            series_set_bit(lists->set_positions, positions[i]);
    } else if (SERIES_BY_COUNT(rule, by_year_day, ICAL_BY_YEAR_DAY) || SERIES_BY_COUNT(rule, by_set_pos, ICAL_BY_SET_POS)) {
        // A list where none is expected: a bit that no expectation has.
        out->weekdays |= (uint64_t)1 << 63;
    }
    if (rule->rscale) strncpy(out->calendar, rule->rscale, sizeof out->calendar - 1);
}

// What libical reads in a rule's text, which is ASCII without NUL.
//
// `lists` may be NULL where no ordinals, year days and set positions are expected.
static inline void series_read_rule(
    const uint8_t *text, size_t length, struct series_rule *out, struct series_rule_lists *lists)
{
    char stack[SERIES_STACK_TEXT];
    char *copy = series_copy_text(text, length, stack);
    if (!copy) {
        memset(out, 0, sizeof *out);
        out->frequency = -1;
        return;
    }
#if ICAL_MAJOR_VERSION >= 4
    struct icalrecurrencetype *rule = icalrecurrencetype_new_from_string(copy);
    if (rule) {
        series_describe_rule(rule, out, lists);
        icalrecurrencetype_unref(rule);
    } else {
        memset(out, 0, sizeof *out);
        out->frequency = -1;
    }
#else
    struct icalrecurrencetype rule = icalrecurrencetype_from_string(copy);
    series_describe_rule(&rule, out, lists);
    // Clearing a rule forgets its calendar's name without freeing it.
    free(rule.rscale);
#endif
    if (copy != stack) free(copy);
}

// The names of the calendars that RSCALE may give, in small letters, each ended by a comma.
//
// The names come from a shared ring of temporary buffers and are copied before anything else runs.
static inline void series_calendar_names(char *out, size_t capacity)
{
    size_t used = 0;
    icalarray *names = icalrecurrencetype_rscale_supported_calendars();
    for (size_t i = 0; names && i < names->num_elements; i++) {
        const char *name = *(const char **)icalarray_element_at(names, i);
        size_t length = strlen(name);
        if (used + length + 2 > capacity) break;
        memcpy(out + used, name, length);
        used += length;
        out[used++] = ',';
    }
    out[used] = 0;
    if (names) icalarray_free(names);
}

// An iterator and what it must not outlive.
struct series_iterator {
    icalrecur_iterator *iterator;
    void *owned;
};

struct series_time {
    int32_t year, month, day, hour, minute, second;
};

// Starts an iterator on floating time: with a zone, libical 3 drifts after a gap in the zone's clocks.
//
// The text is a rule that series_read_rule has read. False where libical refuses to iterate.
static inline bool series_iterator_open(
    const uint8_t *text, size_t length, struct series_time start, bool is_date,
    struct series_iterator *out)
{
    out->iterator = NULL;
    out->owned = NULL;
    char stack[SERIES_STACK_TEXT];
    char *copy = series_copy_text(text, length, stack);
    if (!copy) return false;
    struct icaltimetype dtstart = icaltime_null_time();
    dtstart.year = start.year;
    dtstart.month = start.month;
    dtstart.day = start.day;
    dtstart.is_date = is_date;
    if (!is_date) {
        dtstart.hour = start.hour;
        dtstart.minute = start.minute;
        dtstart.second = start.second;
    }
#if ICAL_MAJOR_VERSION >= 4
    struct icalrecurrencetype *rule = icalrecurrencetype_new_from_string(copy);
    if (rule) {
        // The iterator holds a reference of its own.
        out->iterator = icalrecur_iterator_new(rule, dtstart);
        icalrecurrencetype_unref(rule);
    }
#else
    struct icalrecurrencetype rule = icalrecurrencetype_from_string(copy);
    if (rule.freq != ICAL_NO_RECURRENCE) out->iterator = icalrecur_iterator_new(rule, dtstart);
    // The iterator's copy of the rule shares the calendar's name.
    if (out->iterator) out->owned = rule.rscale;
    else free(rule.rscale);
#endif
    if (copy != stack) free(copy);
    return out->iterator != NULL;
}

// The next time; false at the end.
static inline bool series_iterator_next(struct series_iterator *it, struct series_time *out)
{
    struct icaltimetype t = icalrecur_iterator_next(it->iterator);
    if (icaltime_is_null_time(t)) return false;
    out->year = t.year;
    out->month = t.month;
    out->day = t.day;
    out->hour = t.is_date ? 0 : t.hour;
    out->minute = t.is_date ? 0 : t.minute;
    out->second = t.is_date ? 0 : t.second;
    return true;
}

static inline void series_iterator_close(struct series_iterator *it)
{
    if (it->iterator) icalrecur_iterator_free(it->iterator);
    free(it->owned);
    it->iterator = NULL;
    it->owned = NULL;
}

#endif

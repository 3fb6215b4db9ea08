// The few functions of ICU's calendars that Recurrence calls, without ICU's own headers: Foundation brings others of
// the same names along. Day numbers count from 1970-01-01, 0.
#ifndef SERIES_CCALENDAR_H
#define SERIES_CCALENDAR_H

#include <stdbool.h>
#include <stdint.h>

struct series_calendar_month {
    int64_t first_day;
    int32_t index;  // from 0, as ICU numbers months
    bool is_leap;
};

// A calendar in UTC by its locale, such as "@calendar=hebrew"; NULL where ICU has none. The caller closes it.
void *series_calendar_open(const char *locale);

void series_calendar_close(void *calendar);

// The year of a day, counted on without eras; -1 where ICU refuses.
int32_t series_calendar_year(void *calendar, int64_t day);

// The month and the day of the month, from 1, of a day. False where ICU refuses.
bool series_calendar_date(void *calendar, int64_t day, struct series_calendar_month *month, int32_t *day_of_month);

// The months of a year, and as one more the first of the next year.
//
// Returns how many were written, 0 where ICU refuses or they are more than there is room for.
int series_calendar_months(void *calendar, int32_t year, struct series_calendar_month *months, int capacity);

#endif

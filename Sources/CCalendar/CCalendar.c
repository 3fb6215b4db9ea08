#include "CCalendar.h"

#include <unicode/ucal.h>

static const double millisecondsOfDay = 86400000;

void *series_calendar_open(const char *locale)
{
    static const UChar utc[] = { 'U', 'T', 'C', 0 };
    UErrorCode status = U_ZERO_ERROR;
    UCalendar *calendar = ucal_open(utc, 3, locale, UCAL_TRADITIONAL, &status);
    if (U_FAILURE(status)) {
        if (calendar) ucal_close(calendar);
        return NULL;
    }
    // The Gregorian calendar for all time; ICU ignores it for those that share its months.
    UErrorCode other = U_ZERO_ERROR;
    ucal_setGregorianChange(calendar, -8.64e15, &other);
    return calendar;
}

void series_calendar_close(void *calendar) { ucal_close((UCalendar *)calendar); }

static bool move(void *calendar, int64_t day)
{
    UErrorCode status = U_ZERO_ERROR;
    ucal_setMillis((UCalendar *)calendar, (double)day * millisecondsOfDay, &status);
    return U_SUCCESS(status);
}

static int32_t field(void *calendar, UCalendarDateFields field)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t value = ucal_get((UCalendar *)calendar, field, &status);
    return U_SUCCESS(status) ? value : -1;
}

int32_t series_calendar_year(void *calendar, int64_t day)
{
    return move(calendar, day) ? field(calendar, UCAL_EXTENDED_YEAR) : -1;
}

bool series_calendar_date(void *calendar, int64_t day, struct series_calendar_month *month, int32_t *day_of_month)
{
    if (!move(calendar, day)) return false;
    *day_of_month = field(calendar, UCAL_DATE);
    month->index = field(calendar, UCAL_MONTH);
    month->is_leap = field(calendar, UCAL_IS_LEAP_MONTH) == 1;
    month->first_day = day - *day_of_month + 1;
    return true;
}

int series_calendar_months(void *calendar, int32_t year, struct series_calendar_month *months, int capacity)
{
    UCalendar *own = calendar;
    UErrorCode status = U_ZERO_ERROR;
    ucal_clear(own);
    ucal_set(own, UCAL_EXTENDED_YEAR, year);
    ucal_set(own, UCAL_MONTH, 0);
    ucal_set(own, UCAL_IS_LEAP_MONTH, 0);
    ucal_set(own, UCAL_DATE, 1);
    double start = ucal_getMillis(own, &status);
    if (U_FAILURE(status)) return 0;
    int64_t day = (int64_t)(start / millisecondsOfDay);
    if ((double)day * millisecondsOfDay > start) day--;
    int32_t day_of_month;
    for (int count = 0; count < capacity; count++) {
        if (!series_calendar_date(calendar, day, &months[count], &day_of_month) || day_of_month < 1) return 0;
        if (count > 0 && months[count].first_day <= months[count - 1].first_day) return 0;
        if (field(calendar, UCAL_EXTENDED_YEAR) != year) return count + 1;
        // No month is longer than that, nor together with the next one shorter. ICU's own lengths of months are
        // wrong in years before an era, and take three times as long.
        day = months[count].first_day + 31;
    }
    return 0;
}

// The few C functions that Recurrence calls, so that a difference between libical's
// versions is met here and nowhere else.
#ifndef SERIES_CLIBICAL_SHIM_H
#define SERIES_CLIBICAL_SHIM_H

#include <libical/ical.h>

#endif

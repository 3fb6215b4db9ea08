// callgrind is asked by instructions that do nothing elsewhere; without valgrind's headers nothing is counted.
#include "InstructionCounter.h"

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>

int instruction_counter_works(void) { return RUNNING_ON_VALGRIND != 0; }

void instruction_counter_begin(void) { CALLGRIND_START_INSTRUMENTATION; }

void instruction_counter_reset(void) { CALLGRIND_ZERO_STATS; }

void instruction_counter_write(const char *name) { CALLGRIND_DUMP_STATS_AT(name); }
#else
int instruction_counter_works(void) { return 0; }
void instruction_counter_begin(void) {}
void instruction_counter_reset(void) {}
void instruction_counter_write(const char *name) { (void)name; }
#endif

#ifndef MALLOC_COUNTER_H
#define MALLOC_COUNTER_H

/// Whether allocations of this process are counted: with glibc only.
int malloc_counter_works(void);

/// How many blocks this process has asked for, of whatever thread.
unsigned long malloc_counter_count(void);

#endif

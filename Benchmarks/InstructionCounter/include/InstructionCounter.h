#ifndef INSTRUCTION_COUNTER_H
#define INSTRUCTION_COUNTER_H

/// Whether this process runs under callgrind, which counts its instructions.
int instruction_counter_works(void);

/// Counts from here on; callgrind is started with --instr-atstart=no, so that what comes before takes less time.
void instruction_counter_begin(void);

/// Forgets what was counted so far.
void instruction_counter_reset(void);

/// Has callgrind write what was counted, under a name.
void instruction_counter_write(const char *name);

#endif

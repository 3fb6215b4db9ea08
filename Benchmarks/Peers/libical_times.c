/* What a C program that uses libical does for each workload, with nothing of Swift in it.
 *
 *   libical_times instants TABLE         every workload's answer
 *   libical_times times TABLE MS         nanoseconds, each measured for that many milliseconds
 *
 * TABLE is what `series-times workloads` prints.
 *
 * A C user has two ways: the zone on DTSTART, which is the quicker one in UTC, or a local DTSTART whose
 * occurrences are put into the zone afterwards. Both are timed and the quicker one counts; but the first
 * drifts by an hour after some changes of the clocks, and where it does only the second one counts. */
#include <libical/ical.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { THREADS = 8, THREAD_ROUNDS = 4, LARGEST = 4096 };

struct workload {
  char kind[16], name[128], rule[128], zone_name[64], unit[16];
  int year, month, day, hour, count;
  long long from, to;
  icaltimezone *zone;
  struct icaltimetype start;
  struct icalrecurrencetype recurrence;
};

struct answer {
  long long count, sum;
};

static void fail(const char *what, const char *name) {
  fprintf(stderr, "libical: %s: %s\n", name, what);
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static struct answer expand(const struct workload *workload, struct icalrecurrencetype recurrence,
                            long long *instants) {
  struct answer answer = {0, 0};
  icalrecur_iterator *iterator = icalrecur_iterator_new(recurrence, workload->start);
  if (!iterator) fail("no iterator", workload->name);
  int is_window = workload->kind[0] == 'w';
  if (is_window) {
    /* The quickest way there is: only rules without COUNT can take it. */
    struct icaltimetype from = icaltime_from_timet_with_zone((time_t)workload->from, 0, workload->zone);
    if (!icalrecur_iterator_set_start(iterator, from)) fail("set_start is refused", workload->name);
  }
  while (is_window || answer.count < workload->count) {
    struct icaltimetype time = icalrecur_iterator_next(iterator);
    if (icaltime_is_null_time(time)) break;
    long long seconds = (long long)icaltime_as_timet_with_zone(time, workload->zone);
    if (is_window && seconds >= workload->to) break;
    if (is_window && seconds < workload->from) continue;
    if (instants) instants[answer.count] = seconds * 1000;
    answer.count += 1;
    answer.sum += seconds * 1000;
  }
  icalrecur_iterator_free(iterator);
  return answer;
}

static struct icalrecurrencetype parse(const struct workload *workload, const char *text) {
  struct icalrecurrencetype recurrence = icalrecurrencetype_from_string(text);
  if (recurrence.freq == ICAL_NO_RECURRENCE) fail("the rule is refused", workload->name);
  return recurrence;
}

static struct answer run_text(const struct workload *workload, int count, long long *instants) {
  char text[192];
  snprintf(text, sizeof text, "%s;COUNT=%d", workload->rule, count);
  return expand(workload, parse(workload, text), instants);
}

static struct answer first_answer(const struct workload *workload, long long *instants) {
  if (workload->kind[0] == 'c' || workload->kind[0] == 's')
    return run_text(workload, workload->count, instants);
  return expand(workload, workload->recurrence, instants);
}

struct thread_work {
  const struct workload *workload;
  struct answer expected;
  int is_wrong;
};

static void *run_thread(void *pointer) {
  struct thread_work *work = pointer;
  for (int round = 0; round < THREAD_ROUNDS; round += 1) {
    struct answer answer = expand(work->workload, work->workload->recurrence, NULL);
    if (answer.sum != work->expected.sum || answer.count != work->expected.count) work->is_wrong = 1;
  }
  return NULL;
}

static void run_threads(const struct workload *workload, struct answer expected) {
  pthread_t threads[THREADS];
  struct thread_work work[THREADS];
  for (int index = 0; index < THREADS; index += 1) {
    work[index] = (struct thread_work){workload, expected, 0};
    if (pthread_create(&threads[index], NULL, run_thread, &work[index])) fail("no thread", workload->name);
  }
  for (int index = 0; index < THREADS; index += 1) {
    pthread_join(threads[index], NULL);
    if (work[index].is_wrong) fail("a thread's answer differs", workload->name);
  }
}

static void run(const struct workload *workload, struct answer expected) {
  static int next_count = 10;
  struct answer answer;
  switch (workload->kind[0]) {
  case 't': run_threads(workload, expected); return;
  case 'c': answer = run_text(workload, next_count++, NULL); break;
  case 's': answer = run_text(workload, workload->count, NULL); break;
  default: answer = expand(workload, workload->recurrence, NULL); break;
  }
  if (answer.sum != expected.sum || answer.count != expected.count) fail("another answer", workload->name);
}

static double fastest(const struct workload *workload, struct answer expected, double budget) {
  double best = 1e300, begin = now();
  do {
    double before = now();
    run(workload, expected);
    double elapsed = now() - before;
    if (elapsed < best) best = elapsed;
  } while (now() - begin < budget);
  return best;
}

static int read_workload(FILE *table, struct workload *workload) {
  char line[1024];
  if (!fgets(line, sizeof line, table)) return 0;
  memset(workload, 0, sizeof *workload);
  if (sscanf(line, "%15[^\t]\t%127[^\t]\t%127[^\t]\t%63[^\t]\t%d %d %d %d\t%d\t%lld\t%lld\t%15[^\n]",
             workload->kind, workload->name, workload->rule, workload->zone_name, &workload->year,
             &workload->month, &workload->day, &workload->hour, &workload->count, &workload->from,
             &workload->to, workload->unit) != 12)
    fail("the table is damaged", line);
  workload->zone = strcmp(workload->zone_name, "UTC") == 0
                       ? icaltimezone_get_utc_timezone()
                       : icaltimezone_get_builtin_timezone(workload->zone_name);
  if (!workload->zone) fail("the zone is unknown", workload->zone_name);
  workload->start.year = workload->year;
  workload->start.month = workload->month;
  workload->start.day = workload->day;
  workload->start.hour = workload->hour;
  workload->recurrence = parse(workload, workload->rule);
  return 1;
}

int main(int count, char **arguments) {
  if (count < 3) fail("instants TABLE | times TABLE MS", "usage");
  FILE *table = fopen(arguments[2], "r");
  if (!table) fail("the table can't be read", arguments[2]);
  double budget = count > 3 ? atof(arguments[3]) * 1e6 : 1e8;
  struct workload workload;
  while (read_workload(table, &workload)) {
    static long long instants[LARGEST];
    if (strcmp(workload.kind, "overlap") == 0 || strcmp(workload.kind, "preview") == 0 ||
        strcmp(workload.kind, "availability") == 0)
      continue;
    if (workload.count > LARGEST) fail("too many occurrences", workload.name);
    struct answer expected = first_answer(&workload, instants);
    printf("%s\t%s\tlibical\t", workload.name, workload.zone_name);
    if (strcmp(arguments[1], "instants") == 0) {
      for (long long index = 0; index < expected.count; index += 1)
        printf("%s%lld", index ? "," : "", instants[index]);
      printf("\n");
      continue;
    }
    double time = fastest(&workload, expected, budget / 2);
    workload.start.zone = workload.zone;
    struct answer zoned = first_answer(&workload, NULL);
    if (zoned.sum == expected.sum && zoned.count == expected.count) {
      double other = fastest(&workload, expected, budget / 2);
      if (other < time) time = other;
    }
    int is_threads = workload.kind[0] == 't';
    if (is_threads) time /= THREADS * THREAD_ROUNDS;
    if (is_threads || workload.kind[0] == 'e') time /= workload.count;
    printf("%.3f\t%s\n", time, workload.unit);
  }
  return 0;
}

// On Linux the slow path of Synchronization.Mutex waits inside the standard library, which is built
// without the thread sanitizer: a lock that had to be waited for looks like no lock, and correct programs
// are reported. These two definitions come before the library's, do what it does, and tell the sanitizer
// what is ordered. Nothing is suppressed: memory that no lock guards is reported as ever.
#define _GNU_SOURCE
#include "LockOrder.h"

void lock_order_link(void) {}

#if defined(__linux__) && __has_feature(thread_sanitizer)
#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>
#include <stdint.h>
#include <stdlib.h>

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

typedef __attribute__((swiftcall)) void lock_function(uint32_t, __attribute__((swift_context)) void *);
typedef __attribute__((swiftcall)) void unlock_function(__attribute__((swift_context)) void *);

static void *library_function(const char *name) {
  void *function = dlsym(RTLD_NEXT, name);
  if (!function) abort();
  return function;
}

__attribute__((swiftcall)) void lock_slow(uint32_t thread, __attribute__((swift_context)) void *handle)
    __asm__(LOCK_SLOW);
__attribute__((swiftcall)) void unlock_slow(__attribute__((swift_context)) void *handle) __asm__(UNLOCK_SLOW);

__attribute__((swiftcall)) void lock_slow(uint32_t thread, __attribute__((swift_context)) void *handle) {
  ((lock_function *)library_function(LOCK_SLOW))(thread, handle);
  __tsan_acquire(handle);
}

__attribute__((swiftcall)) void unlock_slow(__attribute__((swift_context)) void *handle) {
  __tsan_release(handle);
  ((unlock_function *)library_function(UNLOCK_SLOW))(handle);
}
#endif

// Qt starts processes by clone() with CLONE_VFORK and CLONE_VM: until it executes its program, the child shares our memory.
// ThreadSanitizer (GCC 12) takes that for a fork and marks the memory it finds as the child's, which is ours: from then on our
// thread's locks count for nothing, and the next thread is the end. So Qt gets glibc's function as it is. Linked into what is
// built with ThreadSanitizer only.

#include <sys/types.h>

#include <cstdarg>

extern "C" {

int __clone(int (*function)(void*), void* stack, int flags, void* argument,
            ...);  // NOLINT(bugprone-reserved-identifier): glibc's

__attribute__((no_sanitize_thread)) int clone(int (*function)(void*), void* stack, int flags, void* argument, ...) {
    std::va_list rest;
    va_start(rest, argument);
    auto* parent = va_arg(rest, pid_t*);
    auto* storage = va_arg(rest, void*);
    auto* child = va_arg(rest, pid_t*);
    va_end(rest);
    return __clone(function, stack, flags, argument, parent, storage, child);
}
}

// ASSERT: a broken invariant of our own ends the process with file and line. Nothing that a client can send reaches one.
#pragma once
#include <cstdio>
#include <cstdlib>

#define ASSERT(condition)                                                                     \
  do {                                                                                        \
    if (!(condition)) {                                                                       \
      std::fprintf(stderr, "%s:%d: invariant broken: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                           \
    }                                                                                         \
  } while (false)

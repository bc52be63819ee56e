#include "build_commit.h"

#ifndef LATITUDE_COMMIT
#define LATITUDE_COMMIT ""
#endif

const char *latitude_build_commit(void) { return LATITUDE_COMMIT; }

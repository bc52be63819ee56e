#pragma once

/// The commit this program was built from, abbreviated, with "+changes" after it where the work tree
/// differed; empty where the build did not say.
const char *_Nonnull latitude_build_commit(void);

#pragma once

#include <git2.h>
#include <git2/sys/commit.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

// `git_libgit2_opts` is variadic, and Swift cannot import variadic functions: one wrapper for each option in use.

/// Where libgit2 looks for configuration of one level; an empty path means nowhere.
static inline int latitude_git_set_search_path(int level, const char *path) {
  return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}

/// Whether the hash of every object is computed again each time it is read.
static inline int latitude_git_verify_hashes(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

/// Whether repositories that belong to other users are refused.
static inline int latitude_git_validate_owners(int enabled) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}

/// Up to which size objects of one kind are kept in memory once they were read.
static inline int latitude_git_cache_objects(git_object_t kind, size_t largest) {
  return git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, kind, largest);
}

/// How many bytes of objects are kept in memory at most.
static inline int latitude_git_limit_cache(ssize_t bytes) {
  return git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, bytes);
}

/// Names of repository extensions that are understood here, beside those libgit2 knows.
static inline int latitude_git_set_extensions(const char **names, size_t count) {
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, count);
}

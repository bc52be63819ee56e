internal import CGit2

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// An entry of git's index, as far as this module needs it.
struct IndexEntry: Hashable {
  var blob: BlobID
  var isExecutable: Bool
  /// A regular file at stage 0, neither in conflict nor only announced (`git add -N`).
  var isOrdinary: Bool
  /// Left out of the work tree by a sparse checkout.
  var isSkipped: Bool
}

/// Git's index, read from a file and written back beside it; its lock is the caller's business.
@safe struct IndexFile: ~Copyable {
  private let index: Owned
  private let path: String
  /// When the index that was read had been written: nil if there was none.
  private let stamp: git_index_time?

  /// Reads an index that stays as it is.
  init(reading path: String) throws(GitError) {
    index = try Self.open(path)
    self.path = path
    stamp = nil
  }

  /// Reads a copy of an index, for `write` to change.
  init(copying path: String, to copy: String) throws(GitError) {
    let status = try Disk.status(path)
    if let bytes = try Disk.read(path) { try Disk.create(copy, bytes) }
    index = try Self.open(copy)
    self.path = copy
    stamp = status.map { git_index_time($0.modified) }
  }

  private static func open(_ path: String) throws(GitError) -> Owned {
    do {
      return unsafe try Owned("git_index_open", .path(path), freeing: git_index_free) {
        unsafe git_index_open(&$0, path)
      }
    } catch {
      var error = error
      let prefix = "unsupported mandatory extension: '"
      if error.message.hasPrefix(prefix) {
        error.code = .unsupportedExtension(String(error.message.dropFirst(prefix.count).dropLast()))
      }
      throw error
    }
  }

  /// The entry of a path; nil: there is none.
  func entry(_ path: String) -> IndexEntry? {
    if let entry = unsafe git_index_get_bypath(index.pointer, path, 0)?.pointee {
      let mode = unsafe entry.mode
      let extended = unsafe Int32(entry.flags_extended)
      return unsafe IndexEntry(
        blob: BlobID(entry.id), isExecutable: mode == GIT_FILEMODE_BLOB_EXECUTABLE.rawValue,
        isOrdinary: (mode == GIT_FILEMODE_BLOB.rawValue
          || mode == GIT_FILEMODE_BLOB_EXECUTABLE.rawValue)
          && extended & Int32(GIT_INDEX_ENTRY_INTENT_TO_ADD.rawValue) == 0,
        isSkipped: extended & Int32(GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue) != 0)
    }
    for stage in Int32(1)...3 {
      if let entry = unsafe git_index_get_bypath(index.pointer, path, stage)?.pointee {
        return unsafe IndexEntry(
          blob: BlobID(entry.id), isExecutable: false, isOrdinary: false, isSkipped: false)
      }
    }
    return nil
  }

  /// Whether no entry stands where a folder of the path would be, nor below the path itself.
  func hasRoom(for components: [String]) -> Bool {
    var folder = ""
    for name in components.dropLast() {
      folder += folder.isEmpty ? name : "/\(name)"
      if entry(folder) != nil { return false }
    }
    let below = components.joined(separator: "/") + "/"
    var position = 0
    return unsafe git_index_find_prefix(&position, index.pointer, below) != 0
  }

  /// Sets or removes an entry; without a file status the entry keeps the one it has.
  func set(_ path: String, to blob: BlobID?, status: stat?) throws(GitError) {
    guard let blob else {
      let result = unsafe git_index_remove(index.pointer, path, 0)
      if result != GIT_ENOTFOUND.rawValue {
        try check(result, "git_index_remove", .path(path))
      }
      return
    }
    var entry = unsafe git_index_entry()
    if let old = unsafe git_index_get_bypath(index.pointer, path, 0) {
      unsafe entry = old.pointee
    } else {
      unsafe entry.mode = GIT_FILEMODE_BLOB.rawValue
    }
    unsafe entry.id = blob.oid
    if let status { unsafe entry.take(status) }
    let result = unsafe path.withCString { path in
      unsafe entry.path = path
      return unsafe git_index_add(index.pointer, &entry)
    }
    try check(result, "git_index_add", .path(path))
  }

  /// Writes the index; the path it was written to.
  func write() throws(GitError) -> String {
    try distrustRecentEntries()
    try check(unsafe git_index_write(index.pointer), "git_index_write", .path(path))
    return path
  }

  /// Lets git compare again the files that may have changed in the instant the old index was written.
  ///
  /// Git tells them by their time, not before that of the index; a newer index would hide them.
  private func distrustRecentEntries() throws(GitError) {
    guard let stamp else { return }
    for number in 0..<(unsafe git_index_entrycount(index.pointer)) {
      guard let found = unsafe git_index_get_byindex(index.pointer, number),
        unsafe found.pointee.mode != GIT_FILEMODE_COMMIT.rawValue,
        unsafe !found.pointee.mtime.isBefore(stamp),
        unsafe Int32(found.pointee.flags_extended) & Int32(GIT_INDEX_ENTRY_UPTODATE.rawValue) == 0
      else { continue }
      var entry = unsafe found.pointee
      unsafe entry.file_size = 0
      try check(unsafe git_index_add(index.pointer, &entry), "git_index_add")
    }
  }
}

extension git_index_time {
  fileprivate init(_ time: timespec) {
    self.init(
      seconds: Int32(truncatingIfNeeded: time.tv_sec),
      nanoseconds: UInt32(truncatingIfNeeded: time.tv_nsec))
  }

  fileprivate func isBefore(_ other: git_index_time) -> Bool {
    (seconds, nanoseconds) < (other.seconds, other.nanoseconds)
  }
}

extension git_index_entry {
  fileprivate mutating func take(_ status: stat) {
    unsafe ctime = git_index_time(status.changed)
    unsafe mtime = git_index_time(status.modified)
    unsafe dev = UInt32(truncatingIfNeeded: status.st_dev)
    unsafe ino = UInt32(truncatingIfNeeded: status.st_ino)
    unsafe uid = status.st_uid
    unsafe gid = status.st_gid
    unsafe file_size = UInt32(truncatingIfNeeded: status.st_size)
  }
}

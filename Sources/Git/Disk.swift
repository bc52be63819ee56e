#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The few file operations that git's own files and the work tree need, with typed errors.
///
/// Only `read` follows a symbolic link in the last component of a path.
enum Disk {
  /// What stands at a path, as `lstat` says; nil: nothing.
  static func status(_ path: String) throws(GitError) -> stat? {
    var result = stat()
    if unsafe lstat(path, &result) == 0 { return result }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw GitError(system: "lstat", path: path)
  }

  /// The bytes of a file; nil: it is not there.
  static func read(_ path: String) throws(GitError) -> [UInt8]? {
    let descriptor = retrying { unsafe open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw GitError(system: "open", path: path)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = retrying { readChunk(descriptor, &buffer) }
      guard count >= 0 else { throw GitError(system: "read", path: path) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// Writes a file that must not exist yet; `mode` is subject to the process's umask.
  static func create(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o666) throws(GitError) {
    try create(path, pieces: [bytes], mode: mode)
  }

  /// The same of bytes in pieces, one after the other.
  static func create(
    _ path: String, pieces: [[UInt8]], mode: mode_t = 0o666
  ) throws(GitError) {
    try write(path, pieces, flags: O_WRONLY | O_CREAT | O_EXCL, mode: mode)
  }

  /// Adds to the end of a file in one write, so that lines of two processes never mix.
  static func append(_ path: String, _ bytes: [UInt8]) throws(GitError) {
    try write(path, [bytes], flags: O_WRONLY | O_CREAT | O_APPEND, mode: 0o666)
  }

  private static func write(
    _ path: String, _ pieces: [[UInt8]], flags: Int32, mode: mode_t
  ) throws(GitError) {
    let descriptor = retrying { unsafe open(path, flags | O_CLOEXEC, mode) }
    guard descriptor >= 0 else { throw GitError(system: "open", path: path) }
    for piece in pieces {
      var rest = piece[...]
      while !rest.isEmpty {
        let count = retrying { writeChunk(descriptor, rest) }
        guard count >= 0 else {
          let number = errno
          close(descriptor)
          throw GitError(system: "write", path: path, number: number)
        }
        rest = rest.dropFirst(count)
      }
    }
    // Some file systems report a full disk only here.
    guard close(descriptor) == 0 else { throw GitError(system: "close", path: path) }
  }

  /// Makes sure that a file's content reaches the disk.
  static func synchronise(_ path: String) throws(GitError) {
    let descriptor = retrying { unsafe open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw GitError(system: "open", path: path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw GitError(system: "fsync", path: path) }
  }

  static func rename(_ old: String, to new: String) throws(GitError) {
    guard moveFile(old, new) == 0 else { throw GitError(system: "rename", path: new) }
  }

  /// Removes a file; no error where nothing is.
  static func remove(_ path: String) throws(GitError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else {
      throw GitError(system: "unlink", path: path)
    }
  }

  /// Creates a folder and those above it that are missing.
  static func makeFolders(_ path: String) throws(GitError) {
    if unsafe mkdir(path, 0o777) == 0 { return }
    if errno == ENOENT, let above = path.parentFolder {
      try makeFolders(above)
      if unsafe mkdir(path, 0o777) == 0 { return }
    }
    guard errno == EEXIST else { throw GitError(system: "mkdir", path: path) }
    // A link to a folder will do.
    var standing = stat()
    guard unsafe stat(path, &standing) == 0, standing.isFolder else {
      throw GitError(system: "mkdir", path: path, number: ENOTDIR)
    }
  }

  /// The names in a folder, without "." and ".."; empty where it is missing.
  static func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { raw in
        unsafe String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// What `rename` throws between two file systems.
  static let otherDevice = GitError.Code.other(EXDEV)

  /// Removes a folder if it is empty; false when it stays.
  static func removeEmptyFolder(_ path: String) -> Bool { unsafe rmdir(path) == 0 }

  /// Removes a folder if it holds nothing but empty folders; false when it stays.
  @discardableResult
  static func removeEmptyFolders(_ path: String) -> Bool {
    for name in names(in: path) where !removeEmptyFolders("\(path)/\(name)") { return false }
    return unsafe rmdir(path) == 0
  }
}

extension stat {
  var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
  var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  var isExecutable: Bool { st_mode & S_IXUSR != 0 }

  func isSameFile(as other: stat) -> Bool { st_ino == other.st_ino && st_dev == other.st_dev }

  #if canImport(Darwin)
    var modified: timespec { st_mtimespec }
    var changed: timespec { st_ctimespec }
  #else
    var modified: timespec { st_mtim }
    var changed: timespec { st_ctim }
  #endif
}

/// Repeats a system call that a signal interrupted.
private func retrying<Status: SignedInteger>(_ call: () -> Status) -> Status {
  while true {
    let status = call()
    if status != -1 || errno != EINTR { return status }
  }
}

// Out of `Disk`, where the names `read`, `write` and `rename` are its own.

private func readChunk(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
  unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
}

private func writeChunk(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Int {
  unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
}

private func moveFile(_ old: String, _ new: String) -> Int32 { unsafe rename(old, new) }

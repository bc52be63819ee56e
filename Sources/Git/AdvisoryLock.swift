#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A lock between processes on a file; the kernel releases it when its process dies.
package struct AdvisoryLock: ~Copyable {
  private let descriptor: Int32

  /// Waits until nobody else holds the lock on a path, at most for `timeout`.
  ///
  /// Throws `.locked` with the path when it took longer.
  init(file path: String, timeout: Duration) throws(GitError) {
    let deadline = ContinuousClock.now.advanced(by: timeout)
    var pause: UInt32 = 500
    while true {
      if let descriptor = try Self.tryLock(path) {
        self.descriptor = descriptor
        return
      }
      guard ContinuousClock.now < deadline else {
        throw GitError(.locked(path), operation: "flock")
      }
      usleep(pause)
      pause = min(pause * 2, 20_000)
    }
  }

  /// Takes the lock on a file, made where it is missing, if it is free; nil otherwise.
  init?(tryingFile path: String) throws(GitError) {
    guard let descriptor = try Self.tryLock(path) else { return nil }
    self.descriptor = descriptor
  }

  /// The descriptor that holds the lock; nil: somebody else has it, or removed its folder.
  private static func tryLock(_ path: String) throws(GitError) -> Int32? {
    // NFS wants a descriptor for writing; the file may be another user's, though.
    var descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    if descriptor < 0, errno == EACCES { descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw GitError(system: "open", path: path)
    }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let number = errno
      if number == EINTR { continue }
      close(descriptor)
      if number == EWOULDBLOCK { return nil }
      throw GitError(system: "flock", path: path, number: number)
    }
    // Somebody may have removed the file meanwhile: then this lock keeps nobody out.
    var held = stat()
    guard unsafe fstat(descriptor, &held) == 0, let now = try? Disk.status(path),
      now.isSameFile(as: held)
    else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  deinit { close(descriptor) }
}

extension Repository {
  /// Keeps other processes (and other openings in this one) out until the result is destroyed.
  ///
  /// Whoever gets it clears away what killed processes left, so that git is not kept waiting by it.
  ///
  /// - Parameter name: What is locked; a file of this name stands in `latitude/` in the git
  ///   directory.
  package func lock(name: String, timeout: Duration) throws(GitError) -> AdvisoryLock {
    try Disk.makeFolders("\(gitDirectory)/latitude")
    let lock = try AdvisoryLock(
      file: "\(gitDirectory)/latitude/\(name).lock", timeout: timeout)
    try Scratch.clearRemains(in: gitDirectory)
    return lock
  }
}

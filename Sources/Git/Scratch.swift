#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A folder below `latitude/scratch` for files that are not in their place yet.
///
/// Its owner holds an advisory lock in it, so that others can tell what a dead process left behind:
/// whoever makes the next one clears that away, with the lock files that stand in git's places.
struct Scratch: ~Copyable {
  let folder: String
  private let lock: AdvisoryLock

  init(in gitDirectory: String) throws(GitError) {
    let parent = "\(gitDirectory)/latitude/scratch"
    try Disk.makeFolders(parent)
    // From its creation until it is locked a folder looks like one of the dead.
    let gate = try AdvisoryLock(file: "\(parent).lock", timeout: .seconds(10))
    defer { _ = gate }
    try Self.clear(parent)
    var number = 0
    while true {
      let path = "\(parent)/\(getpid())-\(number)"
      if unsafe mkdir(path, 0o777) == 0 {
        lock = try AdvisoryLock(file: "\(path)/owner", timeout: .zero)
        folder = path
        return
      }
      guard errno == EEXIST else { throw GitError(system: "mkdir", path: path) }
      number += 1
    }
  }

  deinit { Self.removeFolder(folder) }

  /// Puts a lock file where git expects one, complete from the first moment.
  ///
  /// It is a second link to a file in here, which proves later whose it is. Locks of git are held
  /// for moments: waits up to `patience`, then throws `.locked` with the path. To be called once.
  borrowing func makeLock(
    at path: String, _ contents: [UInt8] = [], patience: Duration
  ) throws(GitError) -> LockFile {
    let own = "\(folder)/lock"
    try Disk.create("\(own).path", Array(path.utf8))
    try Disk.create(own, contents)
    let deadline = ContinuousClock.now.advanced(by: patience)
    while try !place(own, at: path, contents) {
      guard ContinuousClock.now < deadline else {
        throw GitError(.locked(path), operation: "link")
      }
      usleep(1000)
    }
    return LockFile(path: path, own: own)
  }

  /// False: another lock file stands there.
  private borrowing func place(
    _ own: String, at path: String, _ contents: [UInt8]
  ) throws(GitError) -> Bool {
    if unsafe link(own, path) == 0 { return true }
    let number = errno
    switch number {
    case EEXIST: return false
    case EPERM, EOPNOTSUPP, EMLINK, EXDEV:
      // A file system without hard links: then nobody can clear it away but its owner.
      do {
        try Disk.create(path, contents)
        return true
      } catch {
        guard error.code == .other(EEXIST) else { throw error }
        return false
      }
    default: throw GitError(system: "link", path: path, number: number)
    }
  }

  /// Clears away what dead processes left, lock files of git included; costs nothing if there is none.
  static func clearRemains(in gitDirectory: String) throws(GitError) {
    let parent = "\(gitDirectory)/latitude/scratch"
    if Disk.names(in: parent).isEmpty { return }
    let gate = try AdvisoryLock(file: "\(parent).lock", timeout: .seconds(10))
    defer { _ = gate }
    try clear(parent)
  }

  private static func clear(_ parent: String) throws(GitError) {
    for name in Disk.names(in: parent) {
      let folder = "\(parent)/\(name)"
      // What is no folder, as a file manager's notes, is nobody's remains.
      guard try Disk.status(folder)?.isFolder == true else { continue }
      guard let lock = try AdvisoryLock(tryingFile: "\(folder)/owner") else { continue }
      try clearLock(of: folder)
      removeFolder(folder)
      _ = consume lock
    }
  }

  /// Removes the lock file of a dead owner, if what stands there is still that one.
  private static func clearLock(of folder: String) throws(GitError) {
    guard let bytes = try Disk.read("\(folder)/lock.path"),
      let own = try Disk.status("\(folder)/lock")
    else { return }
    let path = String(decoding: bytes, as: UTF8.self)
    if let there = try Disk.status(path), own.isSameFile(as: there) { try Disk.remove(path) }
  }

  private static func removeFolder(_ folder: String) {
    for name in Disk.names(in: folder) { unsafe unlink("\(folder)/\(name)") }
    unsafe rmdir(folder)
  }
}

/// A lock file that stands in one of git's places; gone with its last use.
struct LockFile: ~Copyable {
  private let path: String
  private let own: String
  private var isPlaced = false

  fileprivate init(path: String, own: String) {
    self.path = path
    self.own = own
  }

  /// Makes the lock file the file that it protected.
  mutating func commit(to target: String) throws(GitError) {
    try Disk.rename(path, to: target)
    isPlaced = true
  }

  deinit {
    if !isPlaced { unsafe unlink(path) }
    unsafe unlink(own)
    unsafe unlink("\(own).path")
  }
}

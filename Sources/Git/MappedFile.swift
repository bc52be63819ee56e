#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A file's bytes as the kernel maps them, unchanged as long as this object is alive.
///
/// Only for files that are replaced by renaming and never written to again: a file cut short under a mapping would end
/// the process.
@safe package final class MappedFile: @unchecked Sendable {
  // Unchecked: the mapping is read-only and private, and goes with this object.
  private let start: UnsafeMutableRawPointer?
  package let count: Int

  /// Nil: there is no such file.
  init?(_ path: String) throws(GitError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw GitError(system: "open", path: path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw GitError(system: "fstat", path: path)
    }
    guard status.isRegular else { return nil }
    count = Int(status.st_size)
    guard count > 0 else {
      unsafe start = nil
      return
    }
    let mapped = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
      throw GitError(system: "mmap", path: path)
    }
    unsafe start = mapped
  }

  deinit {
    if let start = unsafe start { unsafe munmap(start, count) }
  }

  /// The bytes, valid as long as this object is alive.
  package var bytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: start, count: count)
  }
}

extension Repository {
  /// Maps a file below `latitude/` in the git directory; nil: there is none.
  package func mappedNote(_ name: String) throws(GitError) -> MappedFile? {
    try MappedFile("\(gitDirectory)/latitude/\(name)")
  }
}

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
  private let descriptor: Int32
  package let count: Int

  /// Nil: there is no such file.
  init?(_ path: String) throws(GitError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw GitError(system: "open", path: path)
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.isRegular else {
      close(descriptor)
      return nil
    }
    let count = Int(status.st_size)
    let mapped = unsafe count == 0 ? nil : mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    if unsafe mapped == MAP_FAILED {
      let error = GitError(system: "mmap", path: path)
      close(descriptor)
      throw error
    }
    #if os(Linux)
      // Little is read here and there: a page that is touched must not bring two megabytes along.
      if let mapped = unsafe mapped { _ = unsafe madvise(mapped, count, MADV_NOHUGEPAGE) }
    #endif
    unsafe start = mapped
    self.count = count
    self.descriptor = descriptor
  }

  deinit {
    if let start = unsafe start { unsafe munmap(start, count) }
    close(descriptor)
  }

  /// The bytes, valid as long as this object is alive.
  package var bytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: start, count: count)
  }

  /// Copies a stretch into `buffer`, in place of what it holds.
  ///
  /// What is read so does not stay in this process's memory. False where the file does not give it.
  package func read(_ range: Range<Int>, into buffer: inout [UInt8]) -> Bool {
    if buffer.count != range.count {
      buffer.removeAll(keepingCapacity: true)
      buffer.append(contentsOf: repeatElement(0, count: range.count))
    }
    return unsafe buffer.withUnsafeMutableBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = unsafe pread(
          descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done,
          off_t(range.lowerBound + done))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }
}

extension Repository {
  /// Maps a file below `latitude/` in the git directory; nil: there is none.
  package func mappedNote(_ name: String) throws(GitError) -> MappedFile? {
    try MappedFile("\(gitDirectory)/latitude/\(name)")
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// The system's calls on open files, under names that no method of ours hides.

/// Writes all bytes, however many calls it takes.
///
/// - Returns: The system's error number when the rest could not be written.
@discardableResult
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = unsafe rest.withUnsafeBytes {
      unsafe write(descriptor, $0.baseAddress, $0.count)
    }
    if count >= 0 {
      rest = rest.dropFirst(count)
    } else if errno != EINTR {
      return errno
    }
  }
  return nil
}

/// What can be read now, at most 64 KiB; nothing at the end, nil where the system refuses (`errno`).
func readSome(from descriptor: Int32) -> [UInt8]? {
  while true {
    var failed = false
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { space, count in
      let read = unsafe read(descriptor, space.baseAddress, space.count)
      failed = read < 0
      count = max(0, read)
    }
    if !failed { return chunk }
    guard errno == EINTR else { return nil }
  }
}

/// Makes a file that must not be there yet.
///
/// - Returns: The descriptor; negative where the system refuses (`errno`).
func createFile(_ path: String, mode: mode_t) -> Int32 {
  unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
}

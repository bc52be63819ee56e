#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The system's error numbers that have a meaning of their own for callers.
enum SystemError {
  static let recognised: [Int32] = [ENOSPC, EDQUOT, EROFS, EACCES, EPERM]

  static var current: Int32 { errno }

  static func text(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
}

extension GitError.Code {
  init(systemError number: Int32, path: String) {
    switch number {
    case ENOSPC, EDQUOT: self = .diskFull
    case EROFS: self = .readOnly(path)
    case EACCES, EPERM: self = .permission(standing(at: path))
    case ENOENT: self = .notFound(path)
    case ENOTDIR, EISDIR, ENAMETOOLONG, ELOOP: self = .invalid(path)
    default: self = .other(number)
    }
  }
}

/// The path, or where nothing stands there, as with a file that could not be made, the folder above it.
private func standing(at path: String) -> String {
  var status = stat()
  guard unsafe lstat(path, &status) != 0, errno == ENOENT, let folder = path.parentFolder else {
    return path
  }
  return standing(at: folder)
}

extension GitError {
  /// An error of a system call, from `errno` as it stands.
  init(system operation: StaticString, path: String, number: Int32 = errno) {
    self.init(
      Code(systemError: number, path: path), operation: "\(operation)",
      message: "\(path): \(SystemError.text(number))")
  }
}

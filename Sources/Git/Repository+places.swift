#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

extension Repository {
  /// A folder of the file system as a path from the work tree's top ("" for the top itself).
  ///
  /// Nil: the repository is bare, or the folder is not inside the work tree.
  package func relativePath(of folder: String) -> String? {
    guard let workTree, let top = Self.realPath(workTree), let place = Self.realPath(folder) else {
      return nil
    }
    if place == top { return "" }
    return place.without(prefix: top + "/")
  }

  /// The bytes of a file of the work tree; nil: there is none, or the repository is bare.
  package func workTreeFile(at path: String) throws(GitError) -> [UInt8]? {
    guard let workTree else { return nil }
    return try Disk.read("\(workTree)/\(path)")
  }

  /// Makes a folder and those above it, where they are missing.
  package static func makeFolder(_ path: String) throws(GitError) {
    try Disk.makeFolders(path)
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
}

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

  /// Whether a path of the work tree is a symbolic link, or leads through one.
  package func hasWorkTreeLink(on path: String) throws(GitError) -> Bool {
    guard var place = workTree else { return false }
    for name in path.split(separator: "/") {
      place += "/\(name)"
      guard let status = try Disk.status(place) else { return false }
      if status.st_mode & S_IFMT == S_IFLNK { return true }
    }
    return false
  }

  /// Makes a folder and those above it, where they are missing.
  package static func makeFolder(_ path: String) throws(GitError) {
    try Disk.makeFolders(path)
  }

  /// A folder if it is there, or the nearest one above it that is, and the path from there to what is missing.
  ///
  /// Throws `.invalid` where something that is no folder is in the way.
  package static func nearestFolder(
    to path: String
  ) throws(GitError) -> (folder: String, missing: String) {
    var place = path
    var missing: [String] = []
    while true {
      if let real = realPath(place) {
        guard try Disk.status(real)?.isFolder == true else {
          throw GitError(.invalid(place), operation: "realpath")
        }
        return (place, missing.reversed().joined(separator: "/"))
      }
      missing.append(place.pathNames.last ?? "")
      // Below a file nothing is found either, and the file is found next.
      place = place.parentFolder ?? (place.hasPrefix("/") ? "/" : ".")
    }
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
}

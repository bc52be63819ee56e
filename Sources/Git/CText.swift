#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Lends texts as C strings.
func withCStrings<Result>(
  _ texts: [String], _ body: (inout [UnsafePointer<CChar>?]) -> Result
) -> Result {
  let copies = unsafe texts.map { unsafe strdup($0) }
  defer { unsafe copies.forEach { unsafe free($0) } }
  var pointers = unsafe copies.map { unsafe UnsafePointer($0) }
  return unsafe body(&pointers)
}

/// A directory as libgit2 names it, without the slash that it puts at the end.
func withoutSlash(_ directory: UnsafePointer<CChar>?) -> String? {
  guard let directory = unsafe directory else { return nil }
  let path = unsafe String(cString: directory)
  return path.utf8.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
}

/// A path inside a tree: names separated by slashes, none of them empty.
struct TreePath: Hashable {
  var components: [String]

  /// How many names a path may have here; git itself goes to 2048.
  static let greatestDepth = 256

  /// Splits a path; nil: empty, with an empty component, or with a NUL.
  init?(_ path: String) {
    guard !path.utf8.contains(0) else { return nil }
    components = path.pathNames
    guard components.allSatisfy({ !$0.isEmpty }) else { return nil }
  }

  /// Splits a path that is to be written; throws `.invalid` for what git refuses in a tree.
  ///
  /// Those are "." and "..", ".git" in any case, and names that some file systems take for ".git".
  init(toWrite path: String) throws(GitError) {
    guard let read = TreePath(path), read.components.count <= Self.greatestDepth,
      read.components.allSatisfy(Self.isSafe)
    else {
      throw GitError(.invalid(path), operation: "git_treebuilder_insert")
    }
    self = read
  }

  private static func isSafe(_ name: String) -> Bool {
    if name == "." || name == ".." || name.utf8.contains(UInt8(ascii: "\\")) { return false }
    guard name.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "g") }) else { return true }
    // Windows drops dots and spaces at the end, and what follows a colon; HFS+ drops some
    // invisible characters.
    var stem = name.unicodeScalars.filter { !isIgnored($0) }.prefix { $0 != ":" }
    while stem.last == "." || stem.last == " " { stem.removeLast() }
    let folded = String(String.UnicodeScalarView(stem)).lowercased()
    return folded != ".git" && folded != "git~1"
  }

  /// The characters that HFS+ leaves out when it compares names.
  private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200C...0x200F, 0x202A...0x202E, 0x206A...0x206F, 0xFEFF: true
    default: false
    }
  }
}

// To git a path is bytes. Swift splits and compares text by what a reader sees: there a slash before
// a combining accent is no slash, and the two spellings of "é" are one name.

/// A name of a file or folder that equals only the same bytes.
struct ExactName: Hashable {
  var text: String

  init(_ text: some StringProtocol) { self.text = String(text) }

  static func == (left: ExactName, right: ExactName) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

extension String {
  /// The names between the slashes of a path.
  var pathNames: [String] {
    utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
  }

  /// The folder that a path is in; nil: the path is a name alone, or at the root.
  var parentFolder: String? {
    guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")), slash > startIndex else { return nil }
    return String(self[..<slash])
  }

  /// What follows the bytes of a prefix; nil: the text begins otherwise.
  package func without(prefix: String) -> String? {
    utf8.starts(with: prefix.utf8) ? String(Substring(utf8.dropFirst(prefix.utf8.count))) : nil
  }
}

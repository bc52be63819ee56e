#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Editor {
  /// Whether the person named an editor: only then is a text written there rather than at the
  /// prompt.
  static var isNamed: Bool {
    ["VISUAL", "EDITOR"].contains { environmentValue($0).map { !$0.isEmpty } ?? false }
  }

  /// A text as it is when the editor is closed.
  ///
  /// - Parameter text: What the file holds at first.
  /// - Throws: `CommandError.editorFailed`, `.cannotWrite`, `.cannotRead` or `.notUTF8`.
  static func edited(_ text: String) throws -> String {
    let folder = environmentValue("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var random = SystemRandomNumberGenerator()
    let path = "\(folder)/latitude-\(String(random.next(), radix: 36)).md"
    try create(path, text, isPrivate: true)
    defer { unsafe unlink(path) }
    try open(path)
    return try Input.text(at: path)
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The user's editor, as git would start it.
enum Editor {
  /// Makes a new file for an editor to open, with the folder it lies in.
  ///
  /// - Throws: `CommandError.cannotWrite`.
  static func create(_ path: String, _ text: String) throws {
    if let slash = path.lastIndex(of: "/") { unsafe mkdir(String(path[..<slash]), 0o777) }
    let file = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw failure(path) }
    defer { close(file) }
    let bytes = Array(text.utf8)
    let written = unsafe bytes.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
    guard written == bytes.count else { throw failure(path) }
  }

  private static func failure(_ path: String) -> CommandError {
    .cannotWrite(path: path, reason: unsafe String(cString: strerror(errno)))
  }

  /// Opens a file in `$VISUAL`, `$EDITOR` or vi, and waits until it is closed.
  ///
  /// - Throws: `CommandError.editorFailed`.
  static func open(_ path: String) throws {
    let named = [environmentValue("VISUAL"), environmentValue("EDITOR")]
      .compactMap(\.self).first { !$0.isEmpty }
    let editor = named ?? "vi"
    // By way of a shell: the variable may hold options ("code --wait").
    let words = ["/bin/sh", "-c", "\(editor) \"$@\"", editor, path]
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var process = pid_t()
    guard unsafe posix_spawn(&process, "/bin/sh", nil, nil, &arguments, environ) == 0 else {
      throw CommandError.editorFailed(editor)
    }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else { throw CommandError.editorFailed(editor) }
  }
}

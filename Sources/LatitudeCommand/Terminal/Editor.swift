#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The user's editor, as git would start it.
enum Editor {
  /// Makes a new file for an editor to open, with the folder it lies in; none is left where it fails.
  ///
  /// - Parameter isPrivate: Whether only this user may read it.
  /// - Throws: `CommandError.cannotWrite`.
  static func create(_ path: String, _ text: String, isPrivate: Bool = false) throws {
    if let slash = path.lastIndex(of: "/") { unsafe mkdir(String(path[..<slash]), 0o777) }
    let file = createFile(path, mode: isPrivate ? 0o600 : 0o666)
    guard file >= 0 else { throw failure(path, errno) }
    defer { close(file) }
    if let fault = writeAll(Array(text.utf8), to: file) {
      unsafe unlink(path)
      throw failure(path, fault)
    }
  }

  private static func failure(_ path: String, _ fault: Int32) -> CommandError {
    .cannotWrite(path: path, reason: unsafe String(cString: strerror(fault)))
  }

  /// Opens a file in `$VISUAL`, `$EDITOR` or vi, and waits until it is closed.
  ///
  /// - Throws: `CommandError.editorFailed`, or `.noEditor` where there is no terminal for vi.
  static func open(_ path: String) throws {
    let named = [environmentValue("VISUAL"), environmentValue("EDITOR")]
      .compactMap(\.self).first { !$0.isEmpty }
    guard
      let editor = named ?? (isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 ? "vi" : nil)
    else { throw CommandError.noEditor }
    // By way of a shell: the variable may hold options ("code --wait").
    let words = ["/bin/sh", "-c", "\(editor) \"$@\"", editor, path]
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var process = pid_t()
    // A signal that is ignored stays ignored in what is started.
    let handler = signal(SIGPIPE, SIG_DFL)
    let fault = unsafe posix_spawn(&process, "/bin/sh", nil, nil, &arguments, environ)
    _ = signal(SIGPIPE, handler)
    guard fault == 0 else { throw CommandError.editorFailed(editor) }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else { throw CommandError.editorFailed(editor) }
  }
}

internal import CGit2

/// Why something about a repository failed.
///
/// Callers branch on `code`; `operation` and `message` are for reports of what libgit2 or the
/// system said, in English and without a promise of form.
public struct GitError: Error, Hashable, Sendable {
  /// What went wrong, with the thing it went wrong on.
  public enum Code: Hashable, Sendable {
    /// A revision, branch or path that does not exist.
    case notFound(String)
    /// The folder to start from does not exist.
    case noFolder(String)
    /// No repository in this folder nor above it.
    case notARepository(String)
    /// The repository names its objects with another hash than SHA-1.
    case unsupportedObjectFormat(String)
    /// The repository (or its index) uses an extension that is not understood here.
    case unsupportedExtension(String)
    /// The libgit2 that was found is older than this module needs.
    case unsupportedLibrary(String)
    /// The folder belongs to another user and is not listed in `safe.directory`.
    case notOwned(String)
    /// Another process holds this lock; the path is that of the lock file.
    case locked(String)
    /// The branch does not point where it was expected to.
    case moved(String)
    /// No space left on the device, or the quota is used up.
    case diskFull
    /// The file system is mounted read-only.
    case readOnly(String)
    /// The system refused access to this path, or to make a file below it.
    case permission(String)
    /// An object that the repository should have and does not (hexadecimal id, where known).
    case missingObject(String)
    /// A history that a shallow clone cut off at this commit (its id), where all of it is needed.
    case shallow(String)
    /// An object, reference or index that cannot be read for what it should be.
    case corrupt(String)
    /// An abbreviated id that fits several objects.
    case ambiguous(String)
    /// HEAD names a branch that has no commit yet.
    case unborn
    /// An argument that git does not accept, such as a branch name or a path.
    case invalid(String)
    /// Anything else, by libgit2's status.
    case other(Int32)
  }

  /// What callers branch on.
  public var code: Code
  /// The C function that failed.
  public var operation: String
  /// What it said, captured at once on the same thread; may be empty.
  public var message: String

  package init(_ code: Code, operation: String, message: String = "") {
    self.code = code
    self.operation = operation
    self.message = message
  }
}

/// What a libgit2 call was about, so that its error can name it.
enum Subject {
  case nothing
  case object(String)
  case path(String)
  case revision(String)
  case branch(String)

  var name: String {
    switch self {
    case .nothing: ""
    case .object(let name), .path(let name), .revision(let name), .branch(let name): name
    }
  }
}

/// Turns a negative status into an error, reading the thread's message before anything else runs.
@discardableResult
func check(
  _ status: Int32, _ operation: StaticString, _ subject: @autoclosure () -> Subject = .nothing
) throws(GitError) -> Int32 {
  guard status < 0 else { return status }
  throw GitError(status: status, operation: operation, subject: subject())
}

extension GitError {
  init(status: Int32, operation: StaticString, subject: Subject) {
    let systemError = SystemError.current
    var kind: Int32 = 0
    var message = ""
    if let last = unsafe git_error_last() {
      kind = unsafe last.pointee.klass
      if let text = unsafe last.pointee.message { message = unsafe String(cString: text) }
      git_error_clear()
    }
    // libgit2 says nothing of some writes that fail, but does not touch the system's number either.
    if message.isEmpty, SystemError.recognised.contains(systemError) {
      message = "\(subject.name): \(SystemError.text(systemError))"
    }
    self.init(
      Code(status: status, kind: kind, message: message, subject: subject),
      operation: "\(operation)", message: message)
  }
}

extension GitError.Code {
  fileprivate init(status: Int32, kind: Int32, message: String, subject: Subject) {
    let name = subject.name
    switch git_error_code(rawValue: status) {
    case GIT_ENOTFOUND:
      if case .object(let id) = subject {
        self = .missingObject(id)
      } else if kind == Int32(GIT_ERROR_ODB.rawValue) {
        self = .missingObject(hexadecimalID(in: message) ?? name)
      } else {
        self = .notFound(name)
      }
    case GIT_EAMBIGUOUS: self = .ambiguous(name)
    case GIT_EINVALIDSPEC, GIT_EPEEL, GIT_EEXISTS, GIT_EINVALID: self = .invalid(name)
    case GIT_EUNBORNBRANCH: self = .unborn
    case GIT_ELOCKED: self = .locked(quotedPath(in: message) ?? name)
    case GIT_EMODIFIED: self = .moved(name)
    case GIT_EOWNER: self = .notOwned(quotedPath(in: message) ?? name)
    case GIT_EMISMATCH: self = .corrupt(name)
    default:
      self =
        Self(systemMessage: message, path: quotedPath(in: message) ?? name)
        ?? Self(kind: kind, status: status, name: name)
    }
  }

  private init(kind: Int32, status: Int32, name: String) {
    switch git_error_t(rawValue: numericCast(max(kind, 0))) {
    case GIT_ERROR_ZLIB, GIT_ERROR_OBJECT, GIT_ERROR_ODB, GIT_ERROR_INDEX, GIT_ERROR_SHA:
      self = .corrupt(name)
    case GIT_ERROR_INVALID: self = .invalid(name)
    default: self = .other(status)
    }
  }

  /// libgit2 clears `errno` after appending its text to the message: that text is all that is left.
  private init?(systemMessage message: String, path: String) {
    for number in SystemError.recognised where message.hasSuffix(": " + SystemError.text(number)) {
      self.init(systemError: number, path: path)
      return
    }
    return nil
  }
}

/// The path that libgit2 quotes in a message, if any.
private func quotedPath(in message: String) -> String? {
  guard let first = message.firstIndex(of: "'"), let last = message.lastIndex(of: "'"),
    first < last
  else { return nil }
  return String(message[message.index(after: first)..<last])
}

/// The object id that libgit2 names in a message such as "object not found - no match for id (…)".
private func hexadecimalID(in message: String) -> String? {
  message.split(whereSeparator: { !$0.isHexDigit }).first { $0.count == 40 }.map(String.init)
}

internal import CGit2

/// The configuration that holds for a repository, with that of the user and the system.
@safe struct Configuration: ~Copyable {
  private let handle: Owned

  init(of repository: OpaquePointer) throws(GitError) {
    handle = unsafe try Owned("git_repository_config", freeing: git_config_free) {
      unsafe git_repository_config(&$0, repository)
    }
  }

  /// The configuration outside all repositories.
  init() throws(GitError) {
    handle = unsafe try Owned("git_config_open_default", freeing: git_config_free) {
      unsafe git_config_open_default(&$0)
    }
  }

  /// The value of a key; nil: not set.
  func text(_ key: String) throws(GitError) -> String? {
    var buffer = unsafe git_buf()
    defer { unsafe git_buf_dispose(&buffer) }
    let status = unsafe git_config_get_string_buf(&buffer, handle.pointer, key)
    if status == GIT_ENOTFOUND.rawValue { return nil }
    try check(status, "git_config_get_string_buf", .path(key))
    guard let text = unsafe buffer.ptr else { return "" }
    return unsafe String(cString: text)
  }

  /// The value of a key as yes or no; nil: not set.
  func flag(_ key: String) throws(GitError) -> Bool? {
    var value: Int32 = 0
    let status = unsafe git_config_get_bool(&value, handle.pointer, key)
    if status == GIT_ENOTFOUND.rawValue { return nil }
    try check(status, "git_config_get_bool", .path(key))
    return value != 0
  }

  /// All values of a key, in the order in which they are read.
  func texts(_ key: String) throws(GitError) -> [String] {
    var iterator: OpaquePointer?
    try check(
      unsafe git_config_multivar_iterator_new(&iterator, handle.pointer, key, nil),
      "git_config_multivar_iterator_new", .path(key))
    defer { unsafe git_config_iterator_free(iterator) }
    var texts: [String] = []
    var entry: UnsafeMutablePointer<git_config_entry>?
    while unsafe git_config_next(&entry, iterator) == 0 {
      texts.append(unsafe entry?.pointee.value.map { unsafe String(cString: $0) } ?? "")
    }
    return texts
  }

  /// Lets a file have the last word.
  func add(_ file: String, for repository: OpaquePointer) throws(GitError) {
    try check(
      unsafe git_config_add_file_ondisk(
        handle.pointer, file, GIT_CONFIG_LEVEL_APP, repository, 1),
      "git_config_add_file_ondisk", .path(file))
  }
}

extension Repository {
  /// The identity in git's configuration, at a given time; nil: name or address is not configured.
  package func configuredSignature(time: Int64, offset: Int) throws(GitError) -> Signature? {
    let configuration = try self.configuration()
    guard let name = try configuration.text("user.name"), !name.isEmpty,
      let email = try configuration.text("user.email"), !email.isEmpty
    else { return nil }
    return Signature(name: name, email: email, time: time, offset: offset)
  }

  /// The same outside of all repositories, from the configuration of the user and the system.
  package static func userSignature(time: Int64, offset: Int) throws(GitError) -> Signature? {
    try Library.start()
    let configuration = try Configuration()
    guard let name = try configuration.text("user.name"), !name.isEmpty,
      let email = try configuration.text("user.email"), !email.isEmpty
    else { return nil }
    return Signature(name: name, email: email, time: time, offset: offset)
  }

  func configuration() throws(GitError) -> Configuration {
    unsafe try Configuration(of: pointer)
  }
}

internal import CGit2

extension Repository {
  /// The identity in git's configuration, at a given time; nil: name or address is not configured.
  package func configuredSignature(
    time: Int64, offset: Int
  ) throws(GitError) -> Signature? {
    guard let name = try configuredText("user.name"), !name.isEmpty,
      let email = try configuredText("user.email"), !email.isEmpty
    else { return nil }
    return Signature(name: name, email: email, time: time, offset: offset)
  }

  /// The value of a configuration key; nil: not set.
  func configuredText(_ key: String) throws(GitError) -> String? {
    let configuration = try self.configuration()
    var buffer = unsafe git_buf()
    defer { unsafe git_buf_dispose(&buffer) }
    let status = unsafe git_config_get_string_buf(&buffer, configuration.pointer, key)
    if status == GIT_ENOTFOUND.rawValue { return nil }
    try check(status, "git_config_get_string_buf", .path(key))
    guard let text = unsafe buffer.ptr else { return "" }
    return unsafe String(cString: text)
  }

  /// The value of a configuration key as yes or no; nil: not set.
  func configuredFlag(_ key: String) throws(GitError) -> Bool? {
    let configuration = try self.configuration()
    var value: Int32 = 0
    let status = unsafe git_config_get_bool(&value, configuration.pointer, key)
    if status == GIT_ENOTFOUND.rawValue { return nil }
    try check(status, "git_config_get_bool", .path(key))
    return value != 0
  }

  private func configuration() throws(GitError) -> Owned {
    unsafe try Owned("git_repository_config", freeing: git_config_free) {
      unsafe git_repository_config(&$0, pointer)
    }
  }
}

internal import CGit2

extension Repository {
  /// A commit, copied out.
  package func commit(_ id: CommitID) throws(GitError) -> Commit {
    let object = try lookUpCommit(id)
    var parents: [CommitID] = []
    for number in 0..<(unsafe git_commit_parentcount(object.pointer)) {
      if let parent = unsafe git_commit_parent_id(object.pointer, number) {
        parents.append(unsafe CommitID(parent.pointee))
      }
    }
    return Commit(
      id: id, tree: try treeID(of: object, id), parents: parents,
      author: unsafe Signature(git_commit_author(object.pointer)),
      committer: unsafe Signature(git_commit_committer(object.pointer)),
      message: unsafe String(cString: git_commit_message(object.pointer)))
  }

  /// The tree of a commit.
  package func tree(of id: CommitID) throws(GitError) -> TreeID {
    try treeID(of: try lookUpCommit(id), id)
  }

  /// The bytes of a blob.
  package func blob(_ id: BlobID) throws(GitError) -> [UInt8] {
    let object = try lookUpBlob(id)
    return unsafe [UInt8](contents(of: object))
  }

  /// The id that these bytes would have as a blob; nothing is written.
  package func hash(_ bytes: [UInt8]) throws(GitError) -> BlobID {
    var oid = git_oid()
    let status = unsafe bytes.withUnsafeBytes {
      unsafe git_odb_hash(&oid, $0.baseAddress, $0.count, GIT_OBJECT_BLOB)
    }
    try check(status, "git_odb_hash")
    return BlobID(oid)
  }

  /// Stores bytes as a blob.
  package func writeBlob(_ bytes: [UInt8]) throws(GitError) -> BlobID {
    var oid = git_oid()
    let status = unsafe bytes.withUnsafeBytes {
      unsafe git_blob_create_from_buffer(&oid, pointer, $0.baseAddress, $0.count)
    }
    try check(status, "git_blob_create_from_buffer", .path(gitDirectory))
    batch.note(oid)
    return BlobID(oid)
  }

  /// Stores a commit; no branch moves.
  ///
  /// The message is stored as given. Throws `.invalid` for a name or message that git cannot hold.
  package func writeCommit(
    tree: TreeID, parents: [CommitID], author: Signature, committer: Signature, message: String
  ) throws(GitError) -> CommitID {
    guard !message.utf8.contains(0) else {
      throw GitError(.invalid("message"), operation: "git_commit_create_from_ids")
    }
    let by = try author.copied()
    let through = try committer.copied()
    var treeOID = tree.oid
    let parentOIDs = parents.map(\.oid)
    var oid = git_oid()
    let status = unsafe parentOIDs.withUnsafeBufferPointer { parents in
      var pointers: [UnsafePointer<git_oid>?] = unsafe parents.indices.map {
        unsafe parents.baseAddress.map { unsafe $0 }?.advanced(by: $0)
      }
      return unsafe git_commit_create_from_ids(
        &oid, pointer, nil, by.pointer, through.pointer, nil, message, &treeOID, pointers.count,
        &pointers)
    }
    do {
      try check(status, "git_commit_create_from_ids", .path(gitDirectory))
    } catch {
      throw naming(missingAmong: [treeOID] + parentOIDs, error)
    }
    batch.note(oid)
    return CommitID(oid)
  }

  /// libgit2 refuses to refer to a missing object, but not in a way that can be told from others.
  func naming(missingAmong oids: [git_oid], _ error: GitError) -> GitError {
    guard let store = try? objectStore() else { return error }
    for oid in oids {
      var oid = oid
      if unsafe git_odb_exists(store.pointer, &oid) == 0 {
        var named = error
        named.code = .missingObject(BlobID(oid).description)
        return named
      }
    }
    return error
  }

  func lookUpCommit(_ id: CommitID) throws(GitError) -> Owned {
    unsafe try Owned("git_commit_lookup", id.subject, freeing: git_commit_free) {
      var oid = id.oid
      return unsafe git_commit_lookup(&$0, pointer, &oid)
    }
  }

  func lookUpBlob(_ id: BlobID) throws(GitError) -> Owned {
    unsafe try Owned("git_blob_lookup", id.subject, freeing: git_blob_free) {
      var oid = id.oid
      return unsafe git_blob_lookup(&$0, pointer, &oid)
    }
  }

  func objectStore() throws(GitError) -> Owned {
    unsafe try Owned("git_repository_odb", freeing: git_odb_free) {
      unsafe git_repository_odb(&$0, pointer)
    }
  }

  private func contents(of blob: borrowing Owned) -> UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(
      start: git_blob_rawcontent(blob.pointer), count: Int(git_blob_rawsize(blob.pointer)))
  }

  private func treeID(of commit: borrowing Owned, _ id: CommitID) throws(GitError) -> TreeID {
    guard let oid = unsafe git_commit_tree_id(commit.pointer) else {
      throw GitError(.corrupt(id.description), operation: "git_commit_tree_id")
    }
    return unsafe TreeID(oid.pointee)
  }
}

extension Signature {
  init(_ signature: UnsafePointer<git_signature>?) {
    guard let signature = unsafe signature?.pointee else {
      self.init(name: "", email: "", time: 0, offset: 0)
      return
    }
    self.init(
      name: unsafe String(cString: signature.name), email: unsafe String(cString: signature.email),
      time: unsafe signature.when.time, offset: unsafe Int(signature.when.offset))
  }

  /// libgit2's form of the signature; throws `.invalid` for a name or address it does not accept.
  func copied() throws(GitError) -> OwnedSignature {
    let text = name + email
    guard !text.utf8.contains(0), !text.utf8.contains(UInt8(ascii: "\n")), abs(offset) < 24 * 60
    else { throw GitError(.invalid("\(name) <\(email)>"), operation: "git_signature_new") }
    return try OwnedSignature(self)
  }
}

/// A signature in libgit2's memory.
@safe struct OwnedSignature: ~Copyable {
  let pointer: UnsafeMutablePointer<git_signature>

  fileprivate init(_ signature: Signature) throws(GitError) {
    var result: UnsafeMutablePointer<git_signature>?
    try check(
      unsafe git_signature_new(
        &result, signature.name, signature.email, signature.time, Int32(signature.offset)),
      "git_signature_new", .path("\(signature.name) <\(signature.email)>"))
    guard let result = unsafe result else {
      throw GitError(.invalid(signature.name), operation: "git_signature_new")
    }
    unsafe pointer = result
  }

  deinit { unsafe git_signature_free(pointer) }
}

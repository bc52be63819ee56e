internal import CGit2

extension Repository {
  /// Collects all objects that `body` writes in memory and stores them as one pack at its end.
  ///
  /// Inside, the repository reads and writes as ever. Nothing is stored when `body` throws, or when
  /// the process dies before the pack is complete. Move a branch after it, never inside.
  package func withBatch<Result>(
    _ body: () throws(GitError) -> Result
  ) throws(GitError) -> Result {
    guard !batch.isActive else { return try body() }
    let usual = try objectStore()
    let folder = try objectFolder()
    let store = unsafe try Owned("git_odb_open", .path(folder), freeing: git_odb_free) {
      unsafe git_odb_open(&$0, folder)
    }
    var memory: UnsafeMutablePointer<git_odb_backend>?
    try check(unsafe git_mempack_new(&memory), "git_mempack_new")
    guard let memory = unsafe memory else {
      throw GitError(.other(0), operation: "git_mempack_new")
    }
    // The store owns the backend from here on. Its priority lets it take every write.
    try check(unsafe git_odb_add_backend(store.pointer, memory, 999), "git_odb_add_backend")
    try check(unsafe git_repository_set_odb(pointer, store.pointer), "git_repository_set_odb")
    batch.begin()
    defer {
      batch.end()
      unsafe git_repository_set_odb(pointer, usual.pointer)
    }
    let result = try body()
    try storePack(of: unsafe batch.objects(in: memory), into: folder)
    try check(unsafe git_odb_refresh(usual.pointer), "git_odb_refresh")
    return result
  }

  private func storePack(of objects: [git_oid], into folder: String) throws(GitError) {
    guard !objects.isEmpty else { return }
    let builder = unsafe try Owned("git_packbuilder_new", freeing: git_packbuilder_free) {
      unsafe git_packbuilder_new(&$0, pointer)
    }
    for object in objects {
      var oid = object
      try check(
        unsafe git_packbuilder_insert(builder.pointer, &oid, nil), "git_packbuilder_insert",
        .object(BlobID(object).description))
    }
    // Written aside first: what libgit2 leaves when it is killed has a name that git never clears.
    let scratch = try Scratch(in: gitDirectory)
    try check(
      unsafe git_packbuilder_write(builder.pointer, scratch.folder, 0, nil, nil),
      "git_packbuilder_write", .path(scratch.folder))
    guard let name = unsafe git_packbuilder_name(builder.pointer) else {
      throw GitError(.other(0), operation: "git_packbuilder_name")
    }
    let pack = unsafe "pack-\(String(cString: name))"
    try Disk.makeFolders("\(folder)/pack")
    // The index last: it is what makes a pack known.
    for end in ["pack", "idx"] {
      let file = "\(scratch.folder)/\(pack).\(end)"
      try Disk.synchronise(file)
      try Disk.rename(file, to: "\(folder)/pack/\(pack).\(end)")
    }
  }

  private func objectFolder() throws(GitError) -> String {
    var buffer = unsafe git_buf()
    defer { unsafe git_buf_dispose(&buffer) }
    try check(
      unsafe git_repository_item_path(&buffer, pointer, GIT_REPOSITORY_ITEM_OBJECTS),
      "git_repository_item_path")
    return unsafe withoutSlash(buffer.ptr) ?? "\(gitDirectory)/objects"
  }
}

/// The ids of what was written since a batch began, in order.
final class BatchRecord {
  private(set) var isActive = false
  private var written: [git_oid] = []

  func begin() { isActive = true }

  func end() {
    isActive = false
    written = []
  }

  func note(_ oid: git_oid) {
    if isActive { written.append(oid) }
  }

  /// Those that the memory backend holds: libgit2 keeps no copy of what the repository had before.
  func objects(in memory: UnsafeMutablePointer<git_odb_backend>) -> [git_oid] {
    var seen: Set<BlobID> = []
    return written.filter { oid in
      var oid = oid
      let isHeld = unsafe memory.pointee.exists(memory, &oid) != 0
      return isHeld && seen.insert(BlobID(oid)).inserted
    }
  }
}

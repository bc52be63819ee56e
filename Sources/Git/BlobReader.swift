/// Reads many blobs, straight from packs where they can be read there, and through libgit2 where not.
package struct BlobReader: ~Copyable {
  private let repository: Repository
  var unpacker: Unpacker

  /// - Parameter repository: Of the same git directory.
  package init(_ packs: Packs, in repository: consuming Repository) {
    self.repository = repository
    unpacker = Unpacker(packs)
  }

  /// The bytes of a blob that lies at a place; nil: in no pack.
  package mutating func read(_ id: BlobID, at place: Packs.Place?) throws(GitError) -> [UInt8] {
    if let place, let bytes = try unpacker.unpack(.blob, at: place, name: id.description) {
      return bytes
    }
    return try repository.blob(id)
  }
}

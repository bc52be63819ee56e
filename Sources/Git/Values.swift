/// A git object id of 20 bytes, shared by the typed ids below.
///
/// One type per kind of object: a blob's id cannot be passed where a commit's is meant.
public protocol ObjectID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The bytes, most significant first.
  var words: ObjectWords { get }
  init(words: ObjectWords)
}

/// Twenty bytes as three words: compared and hashed without a loop.
public struct ObjectWords: Hashable, Comparable, Sendable {
  package var high: UInt64
  package var middle: UInt64
  package var low: UInt32

  package init(high: UInt64, middle: UInt64, low: UInt32) {
    self.high = high
    self.middle = middle
    self.low = low
  }

  /// The 20 bytes.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(20)
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: high >> shift))
    }
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: middle >> shift))
    }
    for shift in stride(from: 24, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: low >> shift))
    }
    return bytes
  }

  /// Of 20 bytes.
  package init(bytes: [UInt8]) {
    func word(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
    self.init(high: word(0..<8), middle: word(8..<16), low: UInt32(word(16..<20)))
  }

  /// In the order of the bytes.
  public static func < (left: ObjectWords, right: ObjectWords) -> Bool {
    (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
  }
}

/// The id of a commit.
public struct CommitID: ObjectID {
  /// The bytes of the id.
  public let words: ObjectWords

  /// An id of known bytes; nothing says that such an object exists.
  public init(words: ObjectWords) { self.words = words }
}

/// The id of a tree.
public struct TreeID: ObjectID {
  /// The bytes of the id.
  public let words: ObjectWords

  /// An id of known bytes; nothing says that such an object exists.
  public init(words: ObjectWords) { self.words = words }
}

/// The id of a blob.
public struct BlobID: ObjectID {
  /// The bytes of the id.
  public let words: ObjectWords

  /// An id of known bytes; nothing says that such an object exists.
  public init(words: ObjectWords) { self.words = words }
}

extension ObjectID {
  /// Reads 40 hexadecimal digits; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 40 else { return nil }
    func word(_ range: Range<Int>) -> UInt64? {
      var value: UInt64 = 0
      for byte in bytes[range] {
        guard let digit = Character(UnicodeScalar(byte)).hexDigitValue, byte < 128 else {
          return nil
        }
        value = value << 4 | UInt64(digit)
      }
      return value
    }
    guard let high = word(0..<16), let middle = word(16..<32), let low = word(32..<40) else {
      return nil
    }
    self.init(words: ObjectWords(high: high, middle: middle, low: UInt32(low)))
  }

  /// 40 lower-case hexadecimal digits.
  public var description: String {
    func hex(_ value: UInt64, _ width: Int) -> String {
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: width - digits.count) + digits
    }
    return hex(words.high, 16) + hex(words.middle, 16) + hex(UInt64(words.low), 8)
  }

  /// The first seven digits, for people.
  public var abbreviated: String { String(description.prefix(7)) }

  /// In the order of the bytes, and so of the digits.
  public static func < (left: Self, right: Self) -> Bool { left.words < right.words }
}

/// Who did something in git, and when.
public struct Signature: Hashable, Sendable {
  /// A name for people, without angle brackets and line breaks.
  public var name: String
  /// An address, not checked for the form of one.
  public var email: String
  /// Seconds since 1970-01-01 UTC.
  public var time: Int64
  /// Minutes east of UTC.
  public var offset: Int

  /// A signature of known parts.
  public init(name: String, email: String, time: Int64, offset: Int) {
    self.name = name
    self.email = email
    self.time = time
    self.offset = offset
  }
}

/// A commit, copied out of the repository.
public struct Commit: Hashable, Sendable {
  /// Its own id.
  public var id: CommitID
  /// The tree that it records.
  public var tree: TreeID
  /// In git's order: the first is the one that first-parent history follows.
  public var parents: [CommitID]
  /// Who made the change.
  public var author: Signature
  /// Who stored it as this commit.
  public var committer: Signature
  /// The whole message; bytes that are not UTF-8 are replaced.
  public var message: String

  /// A commit of known parts; nothing is looked up.
  public init(
    id: CommitID, tree: TreeID, parents: [CommitID], author: Signature, committer: Signature,
    message: String
  ) {
    self.id = id
    self.tree = tree
    self.parents = parents
    self.author = author
    self.committer = committer
    self.message = message
  }
}

/// A file found in a tree.
package struct TreeFile: Hashable, Sendable {
  /// From the tree's root, with slashes; bytes that are not UTF-8 are replaced (and `isExactPath` is false).
  package var path: String
  package var isExactPath: Bool
  package var kind: Kind
  package var blob: BlobID

  package enum Kind: Hashable, Sendable {
    case file, executable, symbolicLink, submodule
  }

  package init(path: String, isExactPath: Bool, kind: Kind, blob: BlobID) {
    self.path = path
    self.isExactPath = isExactPath
    self.kind = kind
    self.blob = blob
  }
}

/// One path that differs between two trees; a rename is a removal and an addition.
package struct Change: Hashable, Sendable {
  package var path: String
  /// Whether `path` stands for exactly the bytes of the path.
  package var isExactPath: Bool
  /// Of the file after the change; of one that is gone, before it.
  package var kind: TreeFile.Kind
  /// Nil: the file is new.
  package var before: BlobID?
  /// Nil: the file is gone.
  package var after: BlobID?

  package init(
    path: String, isExactPath: Bool = true, kind: TreeFile.Kind = .file, before: BlobID?,
    after: BlobID?
  ) {
    self.path = path
    self.isExactPath = isExactPath
    self.kind = kind
    self.before = before
    self.after = after
  }
}

/// What to do to one path of a tree.
package enum TreeEdit: Hashable, Sendable {
  case put(path: String, blob: BlobID)
  case remove(path: String)
}

/// A commit of a first-parent history that changed a path.
package struct PathRevision: Hashable, Sendable {
  package var commit: CommitID
  /// The file as of this commit; nil: the commit removed it.
  package var blob: BlobID?

  package init(commit: CommitID, blob: BlobID?) {
    self.commit = commit
    self.blob = blob
  }
}

/// What HEAD names.
package enum Head: Hashable, Sendable {
  /// A branch (its short name) and its tip; nil before the first commit.
  case branch(String, CommitID?)
  case detached(CommitID)
}

/// How a path of the work tree stands to a commit's version of it.
package enum WorkTreeState: Hashable, Sendable {
  /// The file and git's index both hold this version (or both lack the path where `expected` is nil).
  case clean
  /// Something in the file or in the index would be lost.
  case changed
}

/// What is to happen to one path of the work tree.
package struct WorkTreeUpdate: Hashable, Sendable {
  package var path: String
  /// The version it may be replaced at; nil: the path must be free.
  package var from: BlobID?
  /// The version it is to have; nil: it goes.
  package var to: BlobID?

  package init(path: String, from: BlobID?, to: BlobID?) {
    self.path = path
    self.from = from
    self.to = to
  }
}

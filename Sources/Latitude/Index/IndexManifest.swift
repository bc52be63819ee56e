import Documents
import Git
import Similarity

/// What an index on disk consists of, and what it was built from.
///
/// Published by renaming a file, last of all: what it names is there and whole, or it is not used.
struct IndexManifest {
  /// The tree of the folder of cases that the index holds; nil: there is no such folder.
  var tree: TreeID?
  /// The root tree that it was found in.
  var root: TreeID
  /// The base's languages: what texts are taken for.
  var languages: [String]
  var segments: [Entry] = []
  /// The files that hold no case.
  var unreadable: [Unreadable] = []
  var grams: GramCounts

  struct Entry {
    /// Below the index's folder.
    var file: String
    /// The file with the removed documents' frequencies; nil: none are removed.
    var removedFile: String?
    var removed: [Int]
    /// Those among the removed that another file with the same id stands before.
    var shadowed: [Int]
  }

  /// A file below the folder of cases that is not in the index.
  struct Unreadable: Hashable {
    var path: String
    var isExactPath: Bool
    var kind: TreeFile.Kind
    var blob: BlobID
  }

  // MARK: - Bytes

  /// Sections: lines of text; numbers of documents, 4 bytes each; counts of grams.
  func bytes() -> [UInt8] {
    var text = "root \(root)\ntree \(tree?.description ?? "-")\n"
    text += "languages \(languages.joined(separator: " "))\n"
    var numbers: [UInt32] = []
    for entry in segments {
      text += "segment \(entry.file) \(entry.removedFile ?? "-")\n"
      for documents in [entry.removed, entry.shadowed] {
        numbers.append(UInt32(documents.count))
        numbers += documents.map { UInt32($0) }
      }
    }
    for file in unreadable {
      text += "unreadable \(file.kind.word) \(file.isExactPath ? "+" : "-") \(file.blob) "
      text += file.path.replacing("\n", with: "\0") + "\n"
    }
    return StoredSections.write([
      Array(text.utf8), storedBytes(of: numbers), storedBytes(of: grams.array),
    ])
  }

  init(tree: TreeID?, root: TreeID, languages: [String]) {
    self.tree = tree
    self.root = root
    self.languages = languages
    grams = GramCounts()
  }

  /// Reads `bytes()`.
  init(_ file: StoredSections) throws(IndexDamage) {
    guard file.sectionCount == 3 else { throw .foreign }
    let text = String(decoding: try file.array(0, of: UInt8.self), as: UTF8.self)
    var numbers = try file.array(1, of: UInt32.self)[...]
    grams = try GramCounts(file, section: 2)
    func documents() throws(IndexDamage) -> [Int] {
      guard let count = numbers.popFirst(), Int(count) <= numbers.count else {
        throw .inconsistent("manifest")
      }
      defer { numbers = numbers.dropFirst(Int(count)) }
      return numbers.prefix(Int(count)).map { Int($0) }
    }
    var root: TreeID?
    var languages: [String] = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 4)
      switch words.first {
      case "root" where words.count == 2: root = TreeID(words[1])
      case "tree" where words.count == 2: tree = TreeID(words[1])
      case "languages": languages = line.split(separator: " ").dropFirst().map { String($0) }
      case "segment" where words.count == 3:
        segments.append(
          Entry(
            file: String(words[1]), removedFile: words[2] == "-" ? nil : String(words[2]),
            removed: try documents(), shadowed: try documents()))
      case "unreadable" where words.count == 5:
        guard let kind = TreeFile.Kind(word: words[1]), let blob = BlobID(words[3]) else {
          throw .inconsistent("manifest")
        }
        unreadable.append(
          Unreadable(
            path: String(words[4].replacing("\0", with: "\n")), isExactPath: words[2] == "+",
            kind: kind,
            blob: blob))
      default: throw .inconsistent("manifest")
      }
    }
    guard let root else { throw .inconsistent("manifest") }
    self.root = root
    self.languages = languages
  }
}

extension IndexManifest.Unreadable {
  /// A file whose path is below the base.
  init(_ file: TreeFile) {
    self.init(path: file.path, isExactPath: file.isExactPath, kind: file.kind, blob: file.blob)
  }
}

extension TreeFile.Kind {
  fileprivate var word: String {
    switch self {
    case .file: "file"
    case .executable: "executable"
    case .symbolicLink: "link"
    case .submodule: "submodule"
    }
  }

  fileprivate init?(word: some StringProtocol) {
    switch word {
    case "file": self = .file
    case "executable": self = .executable
    case "link": self = .symbolicLink
    case "submodule": self = .submodule
    default: return nil
    }
  }
}

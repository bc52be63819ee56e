public import Documents
public import Git

extension KnowledgeBase {
  /// All cases at `commit`.
  ///
  /// - Complexity: one blob read and parsed for each.
  public func cases() throws -> Shelf<FieldCase> {
    try shelf(.fieldCase, in: tree, parse: { FieldCase.parse($0) }, id: \.id)
  }

  /// All cases as another commit holds them.
  func cases(at commit: CommitID) throws -> Shelf<FieldCase> {
    try shelf(
      .fieldCase, in: try repository.tree(of: commit), parse: { FieldCase.parse($0) }, id: \.id)
  }

  /// All learnings at `commit`.
  public func learnings() throws -> Shelf<Learning> {
    try shelf(.learning, in: tree, parse: { Learning.parse($0) }, id: \.id)
  }

  /// All ideas at `commit`.
  public func ideas() throws -> Shelf<Idea> {
    try shelf(.idea, in: tree, parse: { Idea.parse($0) }, id: \.id)
  }

  /// All maps at `commit`; a map is known by its role and not by an id.
  public func maps() throws -> Shelf<MapDocument> {
    try shelf(.map, in: tree, parse: { MapDocument.parse($0) }, id: nil)
  }

  /// The one document of `kind` (nil: of any) whose id, or whose id's last six characters, begin with `prefix`.
  ///
  /// Names only are read, no document.
  ///
  /// - Throws: `KnowledgeBaseError.notFound` or `.ambiguous`.
  public func locate(_ prefix: String, kind: DocumentKind? = nil) throws -> (
    id: DocumentID, path: String
  ) {
    let wanted = prefix.lowercased()
    let kinds = kind.map { [$0] } ?? [.fieldCase, .learning, .idea]
    if let id = DocumentID(wanted), kinds.contains(id.kind) {
      guard let path = try path(of: id) else {
        throw KnowledgeBaseError.notFound(prefix: prefix, kind: kind)
      }
      return (id, path)
    }
    var found: [DocumentID: String] = [:]
    for kind in kinds where !wanted.isEmpty {
      for file in try files(of: kind) {
        guard case .document(let id) = DocumentPath(file.path) else { continue }
        if id.description.hasPrefix(wanted) || id.suffix.hasPrefix(wanted) {
          found[id] = found[id] ?? file.path
        }
      }
    }
    guard let (id, path) = found.first else {
      throw KnowledgeBaseError.notFound(prefix: prefix, kind: kind)
    }
    guard found.count == 1 else {
      throw KnowledgeBaseError.ambiguous(prefix: prefix, candidates: found.keys.sorted())
    }
    return (id, path)
  }

  /// The file of this id, by its name; nil when there is none.
  func path(of id: DocumentID) throws -> String? {
    let usual = DocumentPath.path(of: id, title: "")
    let folder = String(usual.prefix(upTo: usual.lastIndex(of: "/") ?? usual.startIndex))
    let names = try repository.children(of: repositoryPath(folder), in: tree).map(\.name)
    if let name = names.first(where: { DocumentPath("\(folder)/\($0)") == .document(id) }) {
      return "\(folder)/\(name)"
    }
    // A case may have been filed under another month by hand.
    return try files(of: id.kind).first { DocumentPath($0.path) == .document(id) }?.path
  }

  /// A document's bytes and version.
  ///
  /// - Parameter path: Below the base.
  /// - Throws: `KnowledgeBaseError.unusable` for a file that is not read, `.notFound` where there is none.
  public func source(at path: String) throws -> (bytes: [UInt8], blob: BlobID) {
    guard let file = try repository.file(at: repositoryPath(path), in: tree) else {
      // A name that is not UTF-8 is listed by a likeness, which finds nothing.
      guard path.unicodeScalars.contains("\u{FFFD}") else {
        throw KnowledgeBaseError.notFound(prefix: path, kind: nil)
      }
      throw KnowledgeBaseError.unusable(Fault(path: path, reason: .nameNotUTF8))
    }
    if let reason = Fault.Reason(notRead: file) {
      throw KnowledgeBaseError.unusable(Fault(path: path, reason: reason))
    }
    return (try repository.blob(file.blob), file.blob)
  }

  /// One case by its id's prefix.
  public func fieldCase(_ prefix: String) throws -> Stored<FieldCase> {
    try stored(prefix, kind: .fieldCase) { FieldCase.parse($0) }
  }

  /// One learning by its id's prefix.
  public func learning(_ prefix: String) throws -> Stored<Learning> {
    try stored(prefix, kind: .learning) { Learning.parse($0) }
  }

  /// One idea by its id's prefix.
  public func idea(_ prefix: String) throws -> Stored<Idea> {
    try stored(prefix, kind: .idea) { Idea.parse($0) }
  }

  private func stored<Value>(
    _ prefix: String, kind: DocumentKind, parse: ([UInt8]) -> Parsed<Value>
  ) throws -> Stored<Value> {
    let path = try locate(prefix, kind: kind).path
    let (bytes, blob) = try source(at: path)
    let parsed = parse(bytes)
    guard let value = parsed.value else {
      throw KnowledgeBaseError.invalidDocument(path: repositoryPath(path), parsed.problems)
    }
    return Stored(value: value, path: path, blob: blob, problems: parsed.problems)
  }

  /// The files of one kind, with paths below the base.
  func files(of kind: DocumentKind, in tree: TreeID? = nil) throws -> [TreeFile] {
    let root = DocumentPath.folder(of: kind)
    return try repository.files(in: tree ?? self.tree, under: repositoryPath(root)).map { file in
      var file = file
      file.path = basePath(file.path)
      return file
    }
    .filter { $0.path.hasSuffix(".md") }
  }

  private func shelf<Value>(
    _ kind: DocumentKind, in tree: TreeID, parse: ([UInt8]) -> Parsed<Value>,
    id: KeyPath<Value, DocumentID>?
  ) throws -> Shelf<Value> {
    var shelf = Shelf<Value>()
    var paths: [DocumentID: String] = [:]
    for file in try files(of: kind, in: tree) {
      func fault(_ reason: Fault.Reason) {
        shelf.faults.append(Fault(path: file.path, reason: reason))
      }
      if let reason = Fault.Reason(notRead: file) {
        fault(reason)
      } else {
        let parsed = parse(try repository.blob(file.blob))
        guard let value = parsed.value else {
          fault(.document(parsed.problems))
          continue
        }
        let stored = Stored(
          value: value, path: file.path, blob: file.blob, problems: parsed.problems)
        if let id = id.map({ value[keyPath: $0] }) {
          if let first = paths[id] {
            let place = shelf.documents.firstIndex { $0.path == first }
            guard let place, standingPath(of: id, among: [first, file.path]) == file.path else {
              fault(.duplicateID(id, first: first))
              continue
            }
            shelf.faults.append(
              Fault(path: first, reason: .duplicateID(id, first: file.path)))
            shelf.documents.remove(at: place)
          }
          paths[id] = file.path
        }
        shelf.documents.append(stored)
      }
    }
    return shelf
  }
}

extension Fault.Reason {
  /// Why a file is not read, whatever it holds; nil: it is.
  init?(notRead file: TreeFile) {
    switch file.kind {
    case .symbolicLink: self = .symbolicLink
    case .submodule: self = .submodule
    case .file, .executable:
      if file.isExactPath { return nil }
      self = .nameNotUTF8
    }
  }
}

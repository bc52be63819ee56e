/// The layout of a base: which document lies under which path, relative to the base's folder.
package enum DocumentPath: Hashable, Sendable {
  /// A case, a learning or an idea.
  case document(DocumentID)
  /// The map of a role.
  case map(role: String)

  /// The file that makes a folder a base.
  package static let vocabulary = "latitude.yml"

  /// The folder of each kind.
  package static func folder(of kind: DocumentKind) -> String {
    switch kind {
    case .fieldCase: "field"
    case .learning: "learnings"
    case .idea: "ideas"
    case .map: "maps"
    }
  }

  /// Where a new document goes: cases by year and month of their id, the others in one folder.
  package static func path(of id: DocumentID, title: String) -> String {
    let name = "\(id)-\(slug(of: title)).md"
    guard id.kind == .fieldCase else { return "\(folder(of: id.kind))/\(name)" }
    let (year, month, _) = id.day.components
    return "\(folder(of: .fieldCase))/\(padded(year, to: 4))/\(padded(month, to: 2))/\(name)"
  }

  /// Where a role's map lies; nil for a role whose name cannot be a file's.
  package static func path(ofMapFor role: String) -> String? {
    isSafeName(role) ? "\(folder(of: .map))/\(role).md" : nil
  }

  /// What a path of the base holds; nil for everything that is no document.
  ///
  /// The id in the name counts and not the slug. Folders below `field/` are free.
  package init?(_ path: some StringProtocol) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 2, let name = parts.last, name.hasSuffix(".md"),
      let kind = DocumentKind.allCases.first(where: { DocumentPath.folder(of: $0) == parts[0] })
    else { return nil }
    let stem = name.dropLast(3)
    if kind == .map {
      guard parts.count == 2, DocumentPath.isSafeName(String(stem)) else { return nil }
      self = .map(role: String(stem))
      return
    }
    let bytes = stem.utf8
    guard kind == .fieldCase || parts.count == 2, bytes.count >= DocumentID.length,
      let id = DocumentID(String(decoding: bytes.prefix(DocumentID.length), as: UTF8.self)),
      id.kind == kind,
      bytes.count == DocumentID.length
        || bytes.dropFirst(DocumentID.length).first == UInt8(ascii: "-")
    else { return nil }
    self = .document(id)
  }

  /// Whether a name of the vocabulary can be part of a file's name and of a path of motives.
  ///
  /// Letters, digits, `-`, `_` and `.` inside; at most 64 bytes.
  package static func isSafeName(_ name: String) -> Bool {
    guard (1...64).contains(name.utf8.count), !name.hasPrefix("."), !name.hasPrefix("-"),
      !name.hasSuffix(".")
    else { return false }
    return name.unicodeScalars.allSatisfy { scalar in
      scalar == "-" || scalar == "_" || scalar == "." || scalar.properties.isAlphabetic
        || scalar.properties.numericType == .decimal
        || scalar.properties.generalCategory == .nonspacingMark
    }
  }
}

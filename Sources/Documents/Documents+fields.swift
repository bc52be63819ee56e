/// A document taken apart into its fields, in their order and whatever they mean, and its body.
///
/// `renderedDocument` makes a document of them again that says the same; comments are not kept.
package func documentParts(of source: [UInt8]) throws(DocumentProblem) -> (
  fields: [Field], body: String
) {
  let matter = try FrontMatter(source, limits: DocumentLimits())
  let fields = (matter.root.entries ?? []).map { Field($0.key, FieldValue($0.value)) }
  return (fields, DocumentWriter.trimmed(SourceText.string(source, matter.body)))
}

extension FieldValue {
  /// A value as it was written: quoted scalars are texts, plain ones tokens.
  init(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let text): self = node.style == .plain ? .token(text) : .text(text)
    case .sequence(let items): self = .list(items.map { FieldValue($0) })
    case .mapping(let entries): self = .map(entries.map { Field($0.key, FieldValue($0.value)) })
    }
  }

  /// Reads one line of YAML, such as `[a, b]` or `{orders: 4}`; nil for what is none.
  package init?(yaml text: String) {
    guard !text.utf8.contains(where: { $0 < 0x20 }) else { return nil }
    let source = Array("---\nvalue: \(text)\n---\n".utf8)
    guard let matter = try? FrontMatter(source, limits: DocumentLimits()),
      let entries = matter.root.entries, entries.count == 1, let value = entries.first?.value
    else { return nil }
    self.init(value)
  }

  /// The value as one line of YAML, which reads back as the same.
  package var yaml: String { YAMLWriter.inline(self) }

  /// The text of a scalar; nil for lists and mappings.
  package var scalar: String? {
    switch self {
    case .text(let text), .token(let text): text
    case .list, .map, .block, .rows, .elements: nil
    }
  }
}

/// What the body of a case says.
struct CaseTexts: Hashable {
  private var sections: [CaseSection: String] = [:]
  var discussion: [DiscussionEntry] = []

  /// The text of a section, for the discussion what stands before its first entry; nil for none.
  subscript(section: CaseSection) -> String? {
    get { sections[section] }
    set { sections[section] = newValue?.isEmpty == true ? nil : newValue }
  }

  /// Adds to what a section says already.
  fileprivate mutating func add(_ text: String, to section: CaseSection) {
    guard !text.isEmpty else { return }
    if sections[section] != nil { sections[section]?.append("\n\n") }
    sections[section, default: ""].append(text)
  }
}

extension CaseBody {
  /// What the body says; a body without headings is the situation, and so is what stands before the
  /// first one.
  var texts: CaseTexts {
    var texts = CaseTexts()
    for section in sections {
      guard section.name == .discussion else {
        texts.add(text(section.content), to: section.name ?? .situation)
        continue
      }
      texts.add(text(remark(in: section)), to: .discussion)
      let entries = entries(in: section)
      for (index, entry) in entries.enumerated() {
        let isLast = index + 1 == entries.count
        let end = isLast ? section.content.upperBound : entries[index + 1].line.lowerBound
        texts.discussion.append(
          DiscussionEntry(
            day: entry.heading.day, minute: entry.heading.minute, author: entry.heading.author,
            kind: entry.heading.kind, text: text(entry.line.upperBound..<end)))
      }
    }
    return texts
  }

  /// Where the texts stand in the file; nil where a backslash or a repeated heading makes a text another than what
  /// stands there.
  var plainTexts: [(name: CaseSection, text: Range<Int>)]? {
    guard !hasProtectedLines else { return nil }
    var texts: [(name: CaseSection, text: Range<Int>)] = []
    texts.reserveCapacity(8)
    for section in sections {
      let name = section.name ?? .situation
      guard name == .discussion else {
        let text = CaseBody.trimmed(source, section.content)
        guard !text.isEmpty else { continue }
        guard !texts.contains(where: { $0.name == name }) else { return nil }
        texts.append((name, text))
        continue
      }
      texts.append((name, remark(in: section)))
      let entries = entries(in: section)
      for (index, entry) in entries.enumerated() {
        let isLast = index + 1 == entries.count
        let end = isLast ? section.content.upperBound : entries[index + 1].line.lowerBound
        texts.append((name, entry.line.upperBound..<end))
      }
    }
    return texts
  }

  /// What stands in the discussion before its first entry.
  func remark(in discussion: Section) -> Range<Int> {
    let end = entries(in: discussion).first?.line.lowerBound ?? discussion.content.upperBound
    return discussion.content.lowerBound..<end
  }

  /// The entries of a discussion by their headings; what is malformed is text of the entry before.
  private func entries(in section: Section) -> [(heading: EntryHeading, line: Range<Int>)] {
    headings(in: section).compactMap { heading in
      heading.entry.map { (heading: $0, line: heading.line) }
    }
  }

  /// Sections that stand twice, and discussion entries that are not quite in form.
  var problems: [DocumentProblem] {
    var problems: [DocumentProblem] = []
    var seen: Set<CaseSection> = []
    func warn(_ reason: DocumentProblem.Reason, at line: Range<Int>) {
      // From the last one on: thousands of them must not mean thousands of passes.
      let position =
        problems.last?.position.map {
          SourceText.position(of: line.lowerBound, in: source, from: $0)
        } ?? SourceText.position(of: line.lowerBound, in: source)
      problems.append(DocumentProblem(.warning, at: position, reason))
    }
    for section in sections {
      guard let name = section.name else { continue }
      if !seen.insert(name).inserted {
        warn(.repeatedSection(name), at: section.heading)
      }
      guard name == .discussion else { continue }
      for (entry, line) in headings(in: section) {
        guard let entry else {
          warn(.malformedEntry(text(line)), at: line)
          continue
        }
        guard let word = entry.unknownKind else { continue }
        let allowed = EntryKind.allCases.map(\.rawValue)
        let nearest = nearestName(to: word, among: allowed)
        warn(.unknownEntryKind(word, allowed: allowed, nearest: nearest), at: line)
      }
    }
    return problems
  }
}

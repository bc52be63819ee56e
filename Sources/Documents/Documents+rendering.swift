extension FieldCase {
  /// The front matter in its usual order, absent fields left out.
  package var fields: [Field] {
    var fields = [
      Field("id", .token(id.description)), Field("title", .text(title)),
      Field("date", .token(date.description)),
    ]
    fields.add("status", status.map { .token($0.rawValue) })
    fields.add("role", role.map { .text($0) })
    fields.add("level", level.map { .text($0) })
    fields.add("team", team.map { .text($0) })
    fields.add("channel", channel.map { .text($0) })
    fields.add("motive", motive.map { .text($0.description) })
    fields.add("action", action.map { .text($0) })
    fields.add("requested", requested.map { .token($0.description) })
    fields.add("granted", granted.map { .token($0.description) })
    fields.add("zone", zone.map { .token($0.rawValue) })
    fields.add("consulted", .texts(consulted))
    fields.add("facts", .map(facts.map { Field($0.name, .token($0.text)) }))
    fields.add("in_force", inForce.map { .map($0.fields) })
    fields.add("minutes", minutes.map { .token(String($0)) })
    fields.add("outcome", outcome.map { .token($0.rawValue) })
    fields.add("outcome_date", outcomeDate.map { .token($0.description) })
    fields.add("tags", .texts(tags))
    fields.add("precedents", .tokens(precedents))
    fields.add("learnings", .tokens(learnings))
    fields.add("customer", customer.map { .text($0) })
    fields.add("lang", lang.map { .text($0) })
    fields.add("ref", ref.map { .text($0) })
    return fields
  }

  /// The whole document, with headings in a language; it reads back as the same case.
  ///
  /// Of texts, only blank lines around them and the kind of their line breaks are not kept.
  package func rendered(language: String) -> [UInt8] {
    var document = DocumentWriter(fields: fields)
    document.text += renderedSections(
      [(.situation, situation), (.decision, decision), (.why, why), (.outcome, outcomeText)],
      language: language)
    let remark = DocumentWriter.trimmed(discussionText ?? "")
    guard !discussion.isEmpty || !remark.isEmpty else { return document.bytes }
    document.text += "\n## \(CaseSection.discussion.heading(language: language))\n"
    if !remark.isEmpty {
      document.text += CaseBody.protected(remark, inDiscussion: true) + "\n"
    }
    for entry in discussion { document.text += "\n" + entry.rendered() }
    return document.bytes
  }
}

extension InForce {
  package var fields: [Field] {
    var fields = [
      Field("map", .text(map)), Field("revision", .token(String(revision))),
      Field("commit", .text(commit)),
    ]
    fields.add("rule", rule.map { .text($0) })
    fields.add("zone", zone.map { .token($0.rawValue) })
    fields.add("limit", limit.map { .token($0.description) })
    return fields
  }
}

extension DiscussionEntry {
  /// The entry as it reads back once it is written.
  var asRead: DiscussionEntry {
    var entry = self
    entry.author = EntryHeading.name(author)
    entry.text = DocumentWriter.trimmed(text)
    return entry
  }

  /// The heading's line and the text, with line feeds.
  func rendered(protectingFences: Bool = false) -> String {
    let text = DocumentWriter.trimmed(text)
    let protected = CaseBody.protected(
      text, inDiscussion: true, protectingFences: protectingFences)
    return EntryHeading.line(for: self) + "\n" + (text.isEmpty ? "" : protected + "\n")
  }
}

extension Idea {
  /// The front matter in its usual order, absent fields left out.
  package var fields: [Field] {
    var fields = [
      Field("id", .token(id.description)), Field("title", .text(title)),
      Field("date", .token(date.description)),
    ]
    fields.add("role", role.map { .text($0) })
    fields.add("status", status.map { .token($0.rawValue) })
    fields.add("decided_by", decidedBy.map { .text($0) })
    fields.add("decided_on", decidedOn.map { .token($0.description) })
    fields.add("reason", reason.map { .text($0) })
    fields.add("revision", revision.map { .text($0) })
    fields.add("tags", .texts(tags))
    fields.add("rules", .elements(rules.map(\.fields)))
    return fields
  }

  /// The whole document; it reads back as the same idea.
  package func rendered() -> [UInt8] {
    DocumentWriter(fields: fields, body: body, separator: "\n").bytes
  }
}

extension RuleDocument {
  package var fields: [Field] {
    var fields = [Field("id", .text(id)), Field("action", .text(action))]
    fields.add("motives", .texts(motives.map(\.description)))
    fields.add("levels", .texts(levels))
    fields.add("alone", alone.map { .token($0.description) })
    fields.add("consult", consult.map { .token($0.description) })
    fields.add("with", with.map { .text($0) })
    fields.add("cap", cap.map { .token($0.description) })
    fields.add("priority", priority.map { .token(String($0)) })
    fields.add("because", .tokens(because))
    fields.add("examples", .tokens(examples))
    return fields
  }
}

extension TrialDocument {
  package var fields: [Field] {
    var fields = [Field("id", .text(id)), Field("rule", .text(rule))]
    fields.add("teams", .texts(teams))
    fields.add("from", .token(from.description))
    fields.add("until", .token(until.description))
    fields.add("alone", alone.map { .token($0.description) })
    fields.add("consult", consult.map { .token($0.description) })
    fields.add("with", with.map { .text($0) })
    fields.add("cap", cap.map { .token($0.description) })
    return fields
  }
}

extension [Field] {
  /// Adds a field unless it is absent or an empty list or mapping.
  mutating func add(_ key: String, _ value: FieldValue?) {
    switch value {
    case nil, .list([]), .rows([]), .map([]), .block([]), .elements([]): return
    case .some(let value): append(Field(key, value))
    }
  }
}

/// Puts front matter and body together.
struct DocumentWriter {
  var text: String

  init(fields: [Field]) {
    var writer = YAMLWriter()
    writer.write(fields)
    text = "---\n" + writer.text + "---\n"
  }

  init(fields: [Field], body: String, separator: String = "") {
    self.init(fields: fields)
    let body = DocumentWriter.trimmed(body)
    if !body.isEmpty { text += separator + body + "\n" }
  }

  var bytes: [UInt8] { Array(text.utf8) }

  /// A text as it reads back: line feeds alone, no blank lines before and no white space after it.
  static func trimmed(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return SourceText.string(bytes, CaseBody.trimmed(bytes, 0..<bytes.count))
  }
}

/// The sections of a case's body behind their headings, each after a blank line; empty ones are left out.
package func renderedSections(
  _ sections: [(section: CaseSection, text: String?)], language: String
) -> String {
  var body = ""
  for (section, text) in sections {
    guard let text = text.map(DocumentWriter.trimmed), !text.isEmpty else { continue }
    body += "\n## \(section.heading(language: language))\n"
    body += CaseBody.protected(text, inDiscussion: false) + "\n"
  }
  return body
}

/// A document made of any fields, in their order, and a body as it is.
package func renderedDocument(fields: [Field], body: String) -> [UInt8] {
  DocumentWriter(fields: fields, body: body, separator: "\n").bytes
}

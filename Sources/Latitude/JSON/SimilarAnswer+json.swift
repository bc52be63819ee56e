import AutonomyMaps
import Documents
import Git
import Similarity

extension SimilarAnswer {
  /// Names the form of `json`.
  public static let schema = "latitude.similar/1"

  /// The answer as `latitude.similar/1`: Schemas/similar.json.
  ///
  /// - Parameters:
  ///   - id: What the caller named its question by; it comes back at `query.id`.
  ///   - obstacles: Why the maps of some roles say nothing, in words.
  public func json(
    _ style: JSONWriter.Style = .pretty, id: JSONValue? = nil, obstacles: [String: String]
  ) -> [UInt8] {
    JSONWriter.document(style) { json in
      json.field("schema", SimilarAnswer.schema)
      json.field("commit", commit.description)
      json.field("cases", cases)
      json.object("query") { write(query: request, id: id, to: &$0) }
      json.object("authority", authority) { $1.writeFields(to: &$0) }
      json.object("obstacles") { json in
        for (role, obstacle) in obstacles.sorted(by: { $0.key < $1.key }) {
          json.field(role, obstacle)
        }
      }
      json.field("confidence", confidence.rawValue)
      json.array("results", results) { json, result in
        json.object { result.writeFields(to: &$0) }
      }
      json.object("precedent") { write(precedent: precedent, to: &$0) }
      json.object("suggestedMotive", suggestedMotive) { json, suggestion in
        json.field("motive", suggestion.motive.description)
        json.field("share", roundedScore(suggestion.share))
      }
    }
  }

  private func write(query request: SimilarRequest, id: JSONValue?, to json: inout JSONWriter) {
    let query = request.query
    if let id { json.field("id", id) }
    json.field("text", query.text)
    json.field("role", query.role)
    json.field("level", query.level)
    json.field("team", query.team)
    json.field("channel", query.channel)
    json.field("motive", query.motive?.description)
    json.field("action", query.action)
    json.field("requested", query.requested?.fixed)
    json.object("facts") { json in
      for fact in query.facts { json.field(fact.name, fixedMoney(fact.text)) }
    }
    json.field("where", request.filter)
    json.field("since", request.since?.description)
    json.field("until", request.until?.description)
    json.field("limit", query.limit)
  }

  private func write(precedent: PrecedentSummary, to json: inout JSONWriter) {
    json.object("zones") { json in
      for zone in Zone.allCases {
        if let count = precedent.zones[zone] { json.field(zone.rawValue, count) }
      }
    }
    json.object("granted", precedent.granted) { json, granted in
      json.field("median", granted.median.fixed)
      json.field("min", granted.min.fixed)
      json.field("max", granted.max.fixed)
    }
    json.object("outcomes") { json in
      for outcome in Outcome.allCases {
        if let count = precedent.outcomes[outcome] { json.field(outcome.rawValue, count) }
      }
    }
  }
}

extension SimilarAnswer.Result {
  fileprivate func writeFields(to json: inout JSONWriter) {
    let past = stored.value
    json.field("id", past.id.description)
    json.field("ref", past.ref)
    json.field("path", stored.path)
    json.field("title", past.title)
    json.field("date", past.date.description)
    json.field("score", roundedScore(similar.score))
    json.array("parts", similar.parts) { json, part in
      json.object { json in
        json.field("feature", part.feature.rawValue)
        json.field("similarity", roundedScore(part.similarity))
        json.field("weight", roundedScore(part.weight))
        json.field("why", part.values)
      }
    }
    json.field("same", similar.same.map(\.rawValue))
    json.array("differs", similar.differs) { json, difference in
      json.object { json in
        json.field("feature", difference.field)
        json.field("query", fixedMoney(difference.query))
        json.field("case", fixedMoney(difference.case))
      }
    }
    json.field("notCompared", similar.notCompared.map(\.rawValue))
    json.object("decision") { json in
      json.field("action", past.action)
      json.field("requested", past.requested?.fixed)
      json.field("granted", past.granted?.fixed)
      json.field("zone", past.zone?.rawValue)
    }
    json.object("map") { json in
      json.object("then", then) { $1.writeFields(to: &$0) }
      json.object("now", now.map { InForce($0) }) { $1.writeFields(to: &$0) }
    }
    json.field("outcome", past.outcome?.rawValue)
    json.field("excerpt", similar.excerpt.text)
    json.field("alike", similar.alike.map(\.description))
  }
}

/// Four decimals: more would promise a precision that a similarity does not have.
func roundedScore(_ number: Double) -> Double {
  (number * 10_000).rounded() / 10_000
}

/// An amount that stands as text in JSON's form, "60.00 EUR"; any other text as it is.
func fixedMoney(_ text: String) -> String { Money(text)?.fixed ?? text }

extension SimilarCase.Part {
  /// `why` with amounts in JSON's form; words from texts stay as they stand there.
  fileprivate var values: [String] {
    guard feature != .text else { return why }
    return why.map { value in
      // A fact is "name = value", and no name holds a space.
      let words = value.split(separator: " ", maxSplits: 2).map(String.init)
      guard feature == .facts, words.count == 3 else { return fixedMoney(value) }
      return "\(words[0]) \(words[1]) \(fixedMoney(words[2]))"
    }
  }
}

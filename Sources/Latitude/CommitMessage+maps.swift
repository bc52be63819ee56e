import AutonomyMaps
import Documents

extension MapProposal {
  /// The commit's message, with everything in trailers that can also be computed from the files.
  func message(why: String, because: [DocumentID], subject: String?) -> CommitMessage {
    var message = CommitMessage(
      subject: CommitMessage.shortened(
        "map(\(role)): \(subject ?? difference.subject)", suffix: ""),
      body: why)
    message.trailers = [
      ("Map", "\(role)@\(number)"),
      ("Map-Change", difference.change.rawValue),
      ("Effective", document.effective.description),
    ]
    if !because.isEmpty {
      message.trailers.append(("Based-On", because.map(\.description).joined(separator: ", ")))
    }
    message.trailers.append(("Replay", ReplayCounts(replay).trailer))
    return message
  }
}

extension MapDifference {
  /// The change in plain words, short enough for a commit's subject: "voucher alone up to 80 EUR (was 50 EUR)".
  var subject: String {
    guard let first = parts.first else { return "wording" }
    let others = parts.count - 1
    return others == 0 ? first.words : "\(first.words), and \(others) more"
  }
}

extension MapDifference.PartChange {
  fileprivate var words: String {
    switch part {
    case .rule(nil, let after?): "new rule \(after.id)"
    case .rule(let before?, nil): "rule \(before.id) ended"
    case .rule(let before?, let after?):
      zoneWords(after.id, (before.alone, before.consult), (after.alone, after.consult))
        ?? "\(after.id) \(change.rawValue)"
    case .trial(nil, let after?):
      "trial \(after.id), \(after.from) to \(after.until)"
    case .trial(let before?, nil): "trial \(before.id) ended"
    case .trial(let before?, let after?):
      zoneWords(after.id, (before.alone, before.consult), (after.alone, after.consult))
        ?? "trial \(after.id) \(change.rawValue)"
    case .limit(nil, let after?): "new limit \(after.id)"
    case .limit(let before?, nil): "limit \(before.id) lifted"
    case .limit(_, let after?): "limit \(after.id) \(change.rawValue)"
    case .byDefault(let before, let after): "default \(after.rawValue) (was \(before.rawValue))"
    case .rule(nil, nil), .trial(nil, nil), .limit(nil, nil): change.rawValue
    }
  }

  private typealias Zones = (alone: Condition?, consult: Condition?)

  /// The change of one zone's condition; nil where that alone does not tell it.
  private func zoneWords(_ id: String, _ before: Zones, _ after: Zones) -> String? {
    if before.alone != after.alone {
      "\(id) alone \(words(before.alone, after.alone))"
    } else if before.consult != after.consult {
      "\(id) consult \(words(before.consult, after.consult))"
    } else {
      nil
    }
  }

  private func words(_ before: Condition?, _ after: Condition?) -> String {
    if let old = before?.ceiling, let new = after?.ceiling { return "up to \(new) (was \(old))" }
    return "\(after ?? .never) (was \(before ?? .never))"
  }
}

extension Condition {
  /// The amount of `requested <= AMOUNT`; nil for every other condition.
  fileprivate var ceiling: Money? {
    if case .comparison(field: "requested", .lessOrEqual, .money(let amount)) = self {
      amount
    } else {
      nil
    }
  }
}

public import AutonomyMaps
import Documents
public import Git

/// Past cases judged by two states of a map.
public struct MapReplay: Sendable {
  public var role: String
  /// Nil: there was no map; nothing moves then.
  public var from: MapVersion?
  public var to: MapVersion
  /// Which cases were judged.
  public var selection: CaseSelection
  public var replay: Replay
  /// Files that could not be read, and so were not judged.
  public var faults: [Fault]
}

extension KnowledgeBase {
  /// What the past would have been under another state of a map.
  ///
  /// - Parameter selection: Which cases are judged; all count against caps.
  /// - Throws: `KnowledgeBaseError` for names and filters that do not fit the vocabulary.
  public func mapReplay(
    from: MapVersion?, to: MapVersion, of selection: CaseSelection = CaseSelection()
  ) throws -> MapReplay {
    let (replay, faults) = try replay(
      role: to.role, from: from?.map, to: to.map, of: selection)
    return MapReplay(
      role: to.role, from: from, to: to, selection: selection, replay: replay, faults: faults)
  }

  /// The same for maps that are no state of a file: proposals of all kinds.
  ///
  /// - Parameter commit: The cases as this commit holds them; nil: as the base is read.
  public func replay(
    role: String, from old: AutonomyMap?, to new: AutonomyMap,
    of selection: CaseSelection = CaseSelection(), at commit: CommitID? = nil
  ) throws -> (replay: Replay, faults: [Fault]) {
    let isSelected = try selection.test(in: vocabulary)
    let selectsAll = selection == CaseSelection()
    var run = ReplayRun(role: role, from: old, to: new, vocabulary: vocabulary)
    let faults = try forEachCase(at: commit) { fieldCase in
      run.add(fieldCase, counts: selectsAll || isSelected(fieldCase))
    }
    return (run.finish(), faults)
  }
}

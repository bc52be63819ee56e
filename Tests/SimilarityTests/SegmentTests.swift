import Documents
import TestSupport
import Testing

@testable import Similarity

/// Several segments, with documents removed and merged, against one segment of what is left.
@Suite struct SegmentTests {
  private static let version = [UInt8](repeating: 7, count: 20)

  private static let words = [
    "colis", "cassé", "casses", "vase", "livraison", "le", "la", "de", "l'avoir", "parcel",
    "broken",
    "the", "refund", "remboursement", "remboursemant", "x", "42", "漢字", "été",
  ]

  private func text(_ most: Int, using random: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...most, using: &random)).map { _ in
      SegmentTests.words.randomElement(using: &random) ?? ""
    }.joined(separator: " ")
  }

  private func cases(_ count: Int, using random: inout SeededGenerator) throws -> [FieldCase] {
    try (0..<count).map { number in
      let day = "2026-0\(Int.random(in: 1...9, using: &random))-10"
      return try Cases.make(
        number, text(3, using: &random), text(14, using: &random), day: day
      ) { value in
        if Bool.random(using: &random) { value.decision = text(4, using: &random) }
        value.lang = [nil, "fr", "en"].randomElement(using: &random) ?? nil
        value.role = ["conseiller", "superviseur", nil].randomElement(using: &random) ?? nil
        value.team = ["lyon", "lille", nil].randomElement(using: &random) ?? nil
        value.motive = ["delivery/late", "delivery", "refund"].randomElement(using: &random)
          .flatMap { MotivePath($0) }
        let amount = Int.random(in: 1...6, using: &random) * 20
        value.requested = Bool.random(using: &random) ? Money("\(amount) EUR") : nil
        value.facts =
          Bool.random(using: &random)
          ? [Fact(name: "orders", text: "\(Int.random(in: 0...3, using: &random))")] : []
        value.tags = ["initiative", "signal"].filter { _ in Bool.random(using: &random) }
        value.discussion = [
          DiscussionEntry(
            day: value.date, minute: nil, author: "Claire", kind: .comment,
            text: text(3, using: &random))
        ]
      }
    }
  }

  private func order(of fieldCase: FieldCase) -> UInt64 {
    CaseKeys.order(fieldCase.date) | CaseKeys.id(fieldCase.id)
  }

  private func segment(_ cases: [FieldCase]) throws -> Segment {
    var builder = SegmentBuilder(languages: ["fr", "en"])
    for value in cases {
      builder.add(value, path: "field/\(value.id).md", version: SegmentTests.version)
    }
    return try Segment(StoredBytes(builder.build()))
  }

  private func query(using random: inout SeededGenerator) -> SimilarityQuery {
    var query = SimilarityQuery(text: text(9, using: &random))
    if Bool.random(using: &random) { query.role = "conseiller" }
    if Bool.random(using: &random) { query.team = "lyon" }
    if Bool.random(using: &random) { query.motive = MotivePath("delivery/late") }
    if Bool.random(using: &random) { query.requested = Money("60 EUR") }
    if Bool.random(using: &random) { query.facts = [Fact(name: "orders", text: "2")] }
    query.limit = Int.random(in: 1...12, using: &random)
    return query
  }

  /// A collection cut into segments, some documents removed, some segments merged.
  private func collection(
    using random: inout SeededGenerator
  ) throws -> (index: CaseIndex, live: [FieldCase]) {
    let all = try cases(Int.random(in: 1...40, using: &random), using: &random)
    var grams = GramCounts(slots: 1 << 14)
    var live: [FieldCase] = []
    var segments: [LiveSegment] = []
    var rest = all[...]
    while !rest.isEmpty {
      let part = Array(rest.prefix(Int.random(in: 1...15, using: &random)))
      rest = rest.dropFirst(part.count)
      let segment = try segment(part)
      try grams.add(segment)
      let gone = part.indices.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
      live += part.indices.filter { !gone.contains($0) }.map { part[$0] }
      guard !gone.isEmpty else {
        segments.append(LiveSegment(segment))
        continue
      }
      var builder = SegmentBuilder(languages: [])
      try builder.add(segment) { gone.contains($0) }
      let removed = try Segment(StoredBytes(builder.build()))
      try grams.subtract(removed)
      segments.append(
        LiveSegment(
          segment, removed: DocumentSet(capacity: part.count) { gone.contains($0) },
          removedDocuments: removed))
    }
    if segments.count > 1, Bool.random(using: &random) {
      var builder = SegmentBuilder(languages: [])
      for live in segments.suffix(2) {
        try builder.add(live.segment) { !live.removed.contains($0) }
      }
      segments.removeLast(2)
      if builder.documentCount > 0 {
        segments.append(LiveSegment(try Segment(StoredBytes(builder.build()))))
      }
    }
    return (try CaseIndex(segments, grams: grams), live)
  }

  private func ids(_ answer: SimilarityAnswer, _ cases: [DocumentID]) -> [String] {
    zip(answer.results, cases).map { "\($1) \($0.score) \($0.parts) \($0.excerpt.text)" }
  }

  @Test func segmentsDoNotShow() throws {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<fuzzRuns(default: 60) {
      let (index, live) = try collection(using: &random)
      let fresh = try CaseIndex(of: live, languages: ["fr", "en"], gramSlots: 1 << 14)
      #expect(index.documentCount == live.count)
      #expect(try index.digests().frequencies == fresh.digests().frequencies)
      let byID = Dictionary(uniqueKeysWithValues: live.map { ($0.id, $0) })
      for _ in 0..<4 {
        let query = query(using: &random)
        var found: [DocumentID] = []
        var expected: [DocumentID] = []
        let answer = try index.similar(to: query, among: index.liveDocuments) { number in
          let (segment, document) = index.place(of: number)
          let id = try #require(
            DocumentID(try index.segments[segment].segment.text(.id, of: document) ?? ""))
          found.append(id)
          return try #require(byID[id])
        }
        let other = try fresh.similar(to: query, among: fresh.liveDocuments) { number in
          expected.append(live[number].id)
          return live[number]
        }
        for (mine, theirs) in zip(ids(answer, found), ids(other, expected)) {
          #expect(mine == theirs)
        }
        #expect(answer.results.count == other.results.count)
        #expect(answer.confidence == other.confidence)
      }
    }
  }

  /// The first stage leaves out most of the work and nothing of the result.
  @Test func candidatesAreThoseOfAnExhaustiveSearch() throws {
    var random = SeededGenerator(seed: 22)
    for _ in 0..<fuzzRuns(default: 4) {
      let all = try cases(700, using: &random)
      let index = try CaseIndex(of: all, languages: ["fr", "en"], gramSlots: 1 << 14)
      for _ in 0..<12 {
        let query = query(using: &random)
        let comparison = try Comparison(query, SimilarityWeights(), index)
        var scratch = comparison.scorer.makeTermScratch()
        var estimates: [(number: Int, estimate: Double)] = []
        for number in all.indices {
          let text = try comparison.scorer.estimate(
            comparison.scorer.segments[0], number, &scratch)
          let estimate = comparison.score(0, number, text: text)
          if estimate > 0 { estimates.append((number, estimate)) }
        }
        estimates.sort {
          $0.estimate != $1.estimate
            ? $0.estimate > $1.estimate
            : order(of: all[$0.number]) < order(of: all[$1.number])
        }
        for limit in [1, 10, 300] {
          let found = try index.candidates(
            for: query, weights: SimilarityWeights(), among: index.liveDocuments, limit: limit)
          #expect(found == estimates.prefix(limit).map(\.number), "\(query) \(limit)")
        }
      }
    }
  }

  @Test func filtersAreThoseOfAnExhaustiveSearch() throws {
    var random = SeededGenerator(seed: 23)
    let vocabulary = try #require(Vocabulary.parse(Array(SegmentTests.vocabulary.utf8)).value)
    let all = try cases(290, using: &random)
    let index = try CaseIndex(of: all, languages: ["fr", "en"], gramSlots: 1 << 14)
    for _ in 0..<fuzzRuns(default: 100) {
      let condition = condition(depth: 2, using: &random)
      let filter = try CaseFilter(try Condition.parse(condition), vocabulary: vocabulary)
      let accepted = try index.documents(acceptedBy: filter)
      #expect(
        accepted[0].elements == all.indices.filter { filter.accepts(all[$0]) }, "\(condition)")
      var query = query(using: &random)
      query.limit = all.count
      let exhaustive = try index.answer(to: query, all).results.map(\.number)
        .filter { filter.accepts(all[$0]) }
      query.limit = 10
      let found = try index.similar(to: query, among: accepted) { all[$0] }.results.map(\.number)
      #expect(found == Array(exhaustive.prefix(10)), "\(condition)")
    }
  }

  private static let vocabulary = """
    format: 1
    name: Essai
    language: fr
    currency: EUR
    roles:
      conseiller: {label: Conseiller}
      superviseur: {label: Superviseur}
    teams: [lyon, lille]
    motives:
      delivery: {label: Livraison, children: {late: Retard}}
      refund: {label: Remboursement}
    facts:
      orders: {type: integer, label: Commandes}

    """

  private func condition(depth: Int, using random: inout SeededGenerator) -> String {
    let leaves = [
      "requested >= 60 EUR", "requested < 80 EUR", "requested != 40 EUR", "role = conseiller",
      "role in [conseiller, superviseur]", "team != lyon", "motive under delivery",
      "motive = delivery/late", "orders >= 2", "orders = 0", "tag = initiative",
      "date >= 2026-05-01",
      "date < 2026-03-10", "lang = fr", "title = \"colis\"", "outcome = lost", "always", "never",
    ]
    switch depth > 0 ? Int.random(in: 0..<4, using: &random) : 3 {
    case 0:
      return
        "(\(condition(depth: depth - 1, using: &random)) and \(condition(depth: depth - 1, using: &random)))"
    case 1:
      return
        "(\(condition(depth: depth - 1, using: &random)) or \(condition(depth: depth - 1, using: &random)))"
    case 2: return "not (\(condition(depth: depth - 1, using: &random)))"
    default: return leaves.randomElement(using: &random) ?? "always"
    }
  }

  @Test func fieldsComeBackFromColumns() throws {
    var random = SeededGenerator(seed: 24)
    let all = try cases(80, using: &random)
    let index = try CaseIndex(of: all, languages: ["fr", "en"], gramSlots: 1 << 14)
    var numbers: [Int] = []
    try CaseFieldReader(index).forEachCase(in: index.liveDocuments) { number, value in
      var expected = all[number]
      (expected.situation, expected.decision, expected.discussion) = ("", nil, [])
      #expect(value == expected)
      numbers.append(number)
    }
    #expect(numbers.sorted() == Array(all.indices))
  }

  /// Files whose lines are read once, against files that are read whole.
  @Test func linesReadOnceSayTheSame() throws {
    let sources = [
      "---\nid: fc-20260101-000001\ntitle: Vase brisé\ndate: 2026-01-02\nrole: conseiller\n"
        + "requested: 60 EUR\nfacts: {orders: 4, risk: none}\ntags: [initiative, \"x, y\"]\n"
        + "precedents: [fc-20250101-000009]\nref: ZD-1\n---\n\nLe vase est cassé.\n",
      "---\nid: fc-20260101-000002\ntitle: \"Un titre: cité\"\ndate: 2026-01-02\nrequested: 60 €\n"
        + "unknown: [1]\n---\n## Situation\nUn colis.\n## Décision\nAccordé.\n## Discussion\n"
        + "### 2026-01-03 10:00 · Claire · thanks\nBien vu.\n",
      "---\nid: fc-20260101-000003\ntitle: Vase # pas brisé\ndate: 2026-01-02\n# un commentaire\n"
        + "role:\n  conseiller\n---\nLe vase.\n",
      "---\r\nid: fc-20260101-000004\r\ntitle: Vase\r\ndate: 2026-01-02\r\n---\r\nLe vase.\r\n",
      "---\nid: fc-20260101-000005\ntitle: Vase\ndate: 2026-01-02\nrole: a\nrole: b\n---\nVase.\n",
      "---\nid: fc-20260101-000006\ntitle: Vase\ndate: 2026-13-02\n---\nVase.\n",
      "---\nid: fc-20260101-000007\ntitle: Vase\ndate: 2026-01-02\n---\n\\## Situation\nVase.\n",
      "---\nid: fc-20260101-000008\ntitle: Vase\ndate: 2026-01-02\nlang: en\nminutes: 12\n"
        + "in_force: {map: conseiller, revision: 3, commit: abc1234, zone: alone, limit: 50 EUR}\n"
        + "---\nVase.\n## Issue\nBien.\n## Situation\nEncore.\n",
      "no front matter",
    ]
    // The second time over, every line is known from builders before, in another order.
    var lines = LineMemory()
    for source in sources + sources.reversed() {
      var fast = SegmentBuilder(languages: ["fr"], lines: lines)
      var slow = SegmentBuilder(languages: ["fr"])
      let isCase = fast.addCase(
        Array(source.utf8), path: "field/x.md", version: SegmentTests.version)
      lines = fast.takeLines()
      let value = FieldCase.parse(Array(source.utf8)).value
      #expect(isCase == (value != nil), "\(source)")
      guard let value else { continue }
      slow.add(value, path: "field/x.md", version: SegmentTests.version)
      let digests = try [fast.build(), slow.build()].map { bytes in
        try CaseIndex(
          [LiveSegment(try Segment(StoredBytes(bytes)))], grams: GramCounts(slots: 1)
        ).digests()
      }
      #expect(digests[0].documents == digests[1].documents, "\(source)")
      #expect(digests[0].frequencies == digests[1].frequencies, "\(source)")
    }
  }

  /// Whatever stands in a segment's file: damage is noticed, or nothing comes of it.
  @Test func damagedSegmentsAreNoticed() throws {
    var random = SeededGenerator(seed: 25)
    let all = try cases(6, using: &random)
    var builder = SegmentBuilder(languages: ["fr"])
    for value in all {
      builder.add(value, path: "field/\(value.id).md", version: SegmentTests.version)
    }
    let whole = builder.build()
    let right = try answers(whole, all)
    for _ in 0..<fuzzRuns(default: 400) {
      var bytes = whole
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
      case 1: bytes += [UInt8](repeating: 0, count: Int.random(in: 1...64, using: &random))
      case 2:
        for _ in 0..<Int.random(in: 1...8, using: &random) {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
            in: 0...255, using: &random)
        }
      default:
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
      guard let found = try? answers(bytes, all) else { continue }
      #expect(found == right)
    }
  }

  private func answers(_ bytes: [UInt8], _ cases: [FieldCase]) throws -> [String] {
    let segment = try Segment(StoredBytes(bytes))
    var grams = GramCounts(slots: 1 << 10)
    try grams.add(segment)
    let index = try CaseIndex([LiveSegment(segment)], grams: grams)
    var query = SimilarityQuery(text: "colis cassé, remboursement du vase")
    query.team = "lyon"
    let answer = try index.similar(to: query, among: index.liveDocuments) { cases[$0] }
    return answer.results.map { "\($0.number) \($0.score) \($0.excerpt.text)" }
  }
}

package import Documents

/// A text to be searched: a title and a body.
package struct TextDocument: Hashable, Sendable {
  package var title: String
  package var body: String
  /// The day by which it is ordered; nil: after all others.
  package var date: Day?

  package init(title: String, body: String, date: Day?) {
    self.title = title
    self.body = body
    self.date = date
  }
}

extension CaseIndex {
  /// Texts in memory, numbered in their order.
  ///
  /// - Parameter languages: The base's (ISO 639-1, the main one first).
  package convenience init(of texts: [TextDocument], languages: [String]) throws(IndexDamage) {
    let segments = try CaseIndex.segments(of: texts, languages: languages) {
      (text, place, builder: inout SegmentBuilder) in
      builder.add(text, place: place)
    }
    // Nobody asks how alike these are.
    self.init(segments, grams: GramCounts(slots: 1))
  }

  /// Cases in memory, numbered in their order.
  package convenience init(
    of cases: [FieldCase], languages: [String], gramSlots: Int = GramCounts.usualSlots
  ) throws(IndexDamage) {
    let version = [UInt8](repeating: 0, count: 20)
    let segments = try CaseIndex.segments(of: cases, languages: languages) {
      (value, place, builder: inout SegmentBuilder) in
      builder.add(value, path: "\(place)", version: version)
    }
    var grams = GramCounts(slots: gramSlots)
    for live in segments { try grams.add(live.segment) }
    self.init(segments, grams: grams)
  }

  private static func segments<Value>(
    of values: [Value], languages: [String],
    _ add: (Value, _ place: Int, inout SegmentBuilder) -> Void
  ) throws(IndexDamage) -> [LiveSegment] {
    var segments: [LiveSegment] = []
    for start in stride(from: 0, to: values.count, by: SegmentBuilder.capacity) {
      var builder = SegmentBuilder(languages: languages)
      for place in start..<min(start + SegmentBuilder.capacity, values.count) {
        add(values[place], place, &builder)
      }
      segments.append(LiveSegment(try Segment(StoredBytes(builder.build()))))
    }
    return segments
  }
}

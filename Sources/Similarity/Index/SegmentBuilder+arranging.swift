/// Arranging what was collected into the sections of a segment.
extension SegmentBuilder {
  /// The bytes of the segment's file.
  package consuming func build() -> [UInt8] { StoredSections.write(buildSections()) }

  /// The same in pieces, for writing them one after the other.
  package consuming func buildPieces() -> [[UInt8]] { StoredSections.pieces(of: buildSections()) }

  private consuming func buildSections() -> [[UInt8]] {
    var sections = [[UInt8]](repeating: [], count: SegmentSection.columns)
    func put(_ section: SegmentSection, _ bytes: [UInt8]) { sections[section.rawValue] = bytes }
    func put(_ section: SegmentSection, _ table: ByteTable) {
      let (offsets, bytes, slots) = table.parts
      sections[section.rawValue] = storedBytes(of: offsets)
      sections[section.rawValue + 1] = bytes
      sections[section.rawValue + 2] = storedBytes(of: slots)
    }
    var ofLanguage = [UInt64](repeating: 0, count: Language.all.count)
    for language in languages { ofLanguage[Int(language)] += 1 }
    let counts = [
      UInt64(documentCount), UInt64(words.count), UInt64(terms.count),
      lengths.reduce(0) { $0 + UInt64($1) },
    ]
    put(.counts, storedBytes(of: counts + ofLanguage))
    put(.wordOffsets, words)
    put(.wordFrequencies, storedBytes(of: knownWords.map { UInt32($0.frequency) }))
    put(.termOffsets, terms)
    let postings = invertedEntries()
    put(.postingStarts, storedBytes(of: postings.starts))
    put(.termFrequencies, storedBytes(of: postings.bounds.map(\.frequency)))
    put(.termLargestCounts, postings.bounds.map(\.largestCount))
    put(.termLeastLengths, storedBytes(of: postings.bounds.map(\.leastLength)))
    put(.postings, postings.bytes)
    put(.termsOfWords, storedTermsOfWords(ofLanguage))
    put(.tokenStarts, storedBytes(of: tokenStarts))
    put(.tokens, tokens)
    put(.languages, languages)
    put(.lengths, storedBytes(of: lengths))
    let byLength = wordsByLength()
    put(.wordsByLength, storedBytes(of: byLength.words))
    put(.letterSets, storedBytes(of: byLength.sets))
    put(.lengthStarts, storedBytes(of: byLength.starts))
    put(.orderKeys, storedBytes(of: orderKeys))
    let ids = SegmentBuilder.sorted(idKeys)
    put(.idKeys, storedBytes(of: ids.keys))
    put(.idDocuments, storedBytes(of: ids.documents))
    let paths = SegmentBuilder.sorted(pathKeys)
    put(.pathKeys, storedBytes(of: paths.keys))
    put(.pathDocuments, storedBytes(of: paths.documents))
    put(.versions, versions)
    put(.columnNames, columnNames.flatMap { Array($0.utf8) + [0] })
    sections += columnSections()
    return sections
  }

  /// Three sections for each column.
  private func columnSections() -> [[UInt8]] {
    let codes = codesByColumn()
    return columns.indices.flatMap { storedColumn(columns[$0], codes: codes[$0]) }
  }

  /// By column, then document: the code of its value, 0 for none.
  private func codesByColumn() -> [[UInt32]] {
    var codes = [[UInt32]](
      repeating: Array(repeating: 0, count: documentCount), count: columns.count)
    var start = 0
    for document in 0..<documentCount {
      for value in columnValues[start..<columnValueEnds[document]] {
        codes[Int(value.column)][document] = value.code
      }
      start = columnValueEnds[document]
    }
    return codes
  }

  private static func sorted(_ keys: [UInt64]) -> (keys: [UInt64], documents: [UInt16]) {
    let order = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    return (order.map { keys[$0] }, order.map { UInt16($0) })
  }

  private func storedTermsOfWords(_ ofLanguage: [UInt64]) -> [UInt8] {
    ofLanguage.indices.filter { ofLanguage[$0] > 0 }.flatMap { language in
      let known = termOfWord[language].prefix(words.count).map { UInt32($0 + 1) }
      return storedBytes(of: known + repeatElement(0, count: words.count - known.count))
    }
  }

  private func wordsByLength() -> (words: [UInt32], sets: [UInt64], starts: [UInt32]) {
    var starts = [UInt32](repeating: 0, count: longestWordBytes + 2)
    for word in 0..<words.count { starts[words.length(of: word) + 1] += 1 }
    for length in 1..<starts.count { starts[length] += starts[length - 1] }
    var next = starts
    var order = [UInt32](repeating: 0, count: words.count)
    var sets = [UInt64](repeating: 0, count: words.count)
    for word in 0..<words.count {
      let length = words.length(of: word)
      let place = Int(next[length])
      next[length] += 1
      order[place] = UInt32(word)
      sets[place] = letterSet(words[word].span)
    }
    return (order, sets, starts)
  }

  private struct Postings {
    /// Of each term where it begins among all entries.
    var starts: [UInt32]
    /// Of each term its documents, two bytes each, then its counts.
    var bytes: [UInt8]
    var bounds: [TermBounds]
  }

  private struct TermBounds {
    /// In how many documents the term counts.
    var frequency: UInt32 = 0
    var leastLength: UInt32 = .max
    var largestCount: UInt8 = 0
  }

  /// Sorts entries by term, and within a term by document, by counting.
  private func invertedEntries() -> Postings {
    var starts = [UInt32](repeating: 0, count: terms.count + 1)
    for term in entryTerms { starts[Int(term) + 1] += 1 }
    for term in 0..<terms.count { starts[term + 1] += starts[term] }
    var places = starts
    var bytes = [UInt8](repeating: 0, count: 3 * entryTerms.count)
    var bounds = [TermBounds](repeating: TermBounds(), count: terms.count)
    var next = places.mutableSpan
    var written = bytes.mutableSpan
    var bound = bounds.mutableSpan
    for document in 0..<documentCount {
      for entry in entryStarts[document]..<entryStarts[document + 1] {
        let term = Int(entryTerms[entry])
        let (first, end) = (Int(starts[term]), Int(starts[term + 1]))
        let place = Int(next[term]) - first
        next[term] += 1
        written[3 * first + 2 * place] = UInt8(truncatingIfNeeded: document)
        written[3 * first + 2 * place + 1] = UInt8(truncatingIfNeeded: document >> 8)
        let count = entryCounts[entry]
        written[2 * end + first + place] = count
        guard count > 0 else { continue }
        bound[term].frequency += 1
        bound[term].largestCount = max(bound[term].largestCount, count)
        bound[term].leastLength = min(bound[term].leastLength, lengths[document])
      }
    }
    return Postings(starts: starts, bytes: bytes, bounds: bounds)
  }
}

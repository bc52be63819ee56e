/// The sections of a segment's file, by number: first what every query reads, then what it reads a little of.
///
/// A segment holds at most 65,535 documents, so that a document's number takes two bytes; an index is several segments.
/// A term is a stem in a language: the language's number, then the stem. Counts of words are in quarters, since some
/// sections of a document count less than others.
enum SegmentSection: Int, CaseIterable {
  /// Numbers of 8 bytes: documents, words, terms, the sum of lengths, then documents of each language.
  case counts
  /// Distinct folded words, a `ByteTable`.
  case wordOffsets, wordBytes, wordSlots
  /// How many documents have a word in a section that counts; 4 bytes each.
  case wordFrequencies
  /// Distinct terms, a `ByteTable`.
  case termOffsets, termBytes, termSlots
  /// Of each term, and of what would come next, where its postings begin; 4 bytes each.
  case postingStarts
  /// In how many documents a term counts; 4 bytes each.
  case termFrequencies
  /// Of each term the largest count (1 byte) and the least length of a document (4 bytes): what no posting exceeds.
  case termLargestCounts, termLeastLengths
  /// For each language in use, of each word the number + 1 of its term, or 0; 4 bytes each.
  case termsOfWords
  /// Of each document, and of what would come next, where its tokens begin; 4 bytes each.
  case tokenStarts
  /// Of each document: language (1 byte), length (4 bytes).
  case languages, lengths
  /// Words by their length in bytes (4 bytes each), the set of letters of each in that order (8 bytes), and where each
  /// length up to 64 begins (4 bytes).
  case wordsByLength, letterSets, lengthStarts
  /// Of each document what ties are broken by: newest first, then by id; 8 bytes.
  case orderKeys
  /// Names of the columns, each ended by NUL. Behind all of these come three sections for each column: codes (1 or 2 bytes a
  /// document, 0: absent), offsets and bytes of the values.
  case columnNames
  /// Ascending, with the documents that have them: ids as numbers (8 and 2 bytes), fingerprints of paths.
  case idKeys, idDocuments, pathKeys, pathDocuments
  /// Of each document: the version it was read from, 20 bytes.
  case versions
  /// Of each term its documents in ascending order (2 bytes each), then its counts in them (1 byte each, at most 255;
  /// 0: in sections that do not count).
  case postings
  /// Variable-length numbers: word + 1, or 0 and the weight of the section that begins.
  case tokens

  static let columns = allCases.count
}

/// The count of a word that occurs once in a section of full weight.
let unitCount = 4

/// The most a posting's count can be; more makes no difference to a score's third decimal.
let largestCount: Int32 = 255

/// Lengths of words are told apart up to here, in bytes; longer words do not exist (`Words.longestWord`), but the last
/// letter may have up to four bytes.
let longestWordBytes = Words.longestWord + 4

/// The letters of a word as a set, for comparing quickly: which of 32 kinds of bytes it has, and which of them twice.
///
/// An edit puts at most one member in and takes at most one out.
func letterSet(_ word: borrowing Span<UInt8>) -> UInt64 {
  var once: UInt64 = 0
  var twice: UInt64 = 0
  for index in word.indices {
    let letter: UInt64 = 1 << UInt64(word[index] & 31)
    twice |= once & letter
    once |= letter
  }
  return twice << 32 | once
}

extension CommitMessage {
  /// Takes a message apart: the first line, prose, and the trailers of the last paragraph.
  ///
  /// A last paragraph that is not all `Name: value` lines is prose.
  init(reading text: String) {
    var paragraphs: [[Substring]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        if paragraphs.last?.isEmpty == false { paragraphs.append([]) }
      } else {
        paragraphs[paragraphs.count - 1].append(line)
      }
    }
    if paragraphs.last?.isEmpty == true { paragraphs.removeLast() }
    subject = paragraphs.first?.joined(separator: " ") ?? ""
    var prose = paragraphs.dropFirst()
    if let last = prose.last, let trailers = CommitMessage.trailers(last) {
      self.trailers = trailers
      prose = prose.dropLast()
    }
    let body = prose.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    self.body = body.isEmpty ? nil : body
  }

  /// The value of a trailer; of several, the last.
  func trailer(_ name: String) -> String? {
    trailers.last { $0.name.lowercased() == name.lowercased() }?.value
  }

  private static func trailers(_ lines: [Substring]) -> [(name: String, value: String)]? {
    var trailers: [(name: String, value: String)] = []
    for line in lines {
      guard let colon = line.firstIndex(of: ":"), colon != line.startIndex,
        line[..<colon].utf8.allSatisfy({ isNameByte($0) }),
        line[line.index(after: colon)...].first == " "
      else { return nil }
      let value = line[line.index(colon, offsetBy: 2)...]
      trailers.append((String(line[..<colon]), String(value)))
    }
    return trailers
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
      || (0x61...0x7A).contains(byte)
  }
}

// latitude-bench BASE QUERIES [MEASURE]: answers each query in this process, warm, and prints what it took as JSON Lines.
//
// `stage one` finds the candidates that stage two looks at, `stage one, 10 best` only ten (what a search engine
// answers), `whole answer` is all that `latitude similar` does but printing. Each is the median of several rounds.

import Documents
import Foundation
import Latitude
import Similarity

let arguments = CommandLine.arguments
guard (3...4).contains(arguments.count) else {
  FileHandle.standardError.write(Data("usage: latitude-bench BASE QUERIES [MEASURE]\n".utf8))
  exit(64)
}
let rounds = 5

struct Question: Decodable {
  var text: String
}

guard let day = Day("2026-11-20") else { exit(70) }
let base = try KnowledgeBase(at: arguments[1])
var finder = try base.caseFinder()
let lines = try String(contentsOfFile: arguments[2], encoding: .utf8).split(separator: "\n")
let questions = try lines.map { try JSONDecoder().decode(Question.self, from: Data($0.utf8)).text }

/// The median time of several rounds, in microseconds.
func microseconds(_ body: () throws -> Void) rethrows -> Double {
  let times = try (0..<rounds).map { _ in try ContinuousClock().measure(body) }.sorted()
  let median = times[rounds / 2].components
  return Double(median.attoseconds) / 1e12 + Double(median.seconds) * 1e6
}

for (number, text) in questions.enumerated() {
  var query = SimilarityQuery(text: text)
  query.limit = 10
  let request = SimilarRequest(query: query, day: day)
  func show(_ measure: String, _ body: () throws -> Void) rethrows {
    guard arguments.count == 3 || arguments[3] == measure else { return }
    let time = try microseconds(body)
    print("{\"measure\":\"\(measure)\",\"query\":\(number),\"microseconds\":\(time)}")
  }
  try show("stage one") { _ = try finder.candidates(for: query, atMost: nil) }
  try show("stage one, 10 best") { _ = try finder.candidates(for: query, atMost: 10) }
  try show("whole answer") { _ = try base.similar(request, with: &finder) }
}

// latitude-bench BASE QUERIES: answers each query in this process, warm, and prints what it took as JSON Lines.
//
// `stage one` finds the candidates that stage two looks at, `stage one, 10 best` only ten (what a search engine
// answers), `whole answer` is all that `latitude similar` does but printing. Each is the median of several rounds.

import Documents
import Foundation
import Latitude
import Similarity

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
  FileHandle.standardError.write(Data("usage: latitude-bench BASE QUERIES\n".utf8))
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
  let measures = [
    ("stage one", try microseconds { _ = try finder.candidates(for: query, atMost: nil) }),
    ("stage one, 10 best", try microseconds { _ = try finder.candidates(for: query, atMost: 10) }),
    ("whole answer", try microseconds { _ = try base.similar(request, with: &finder) }),
  ]
  for (measure, time) in measures {
    print("{\"measure\":\"\(measure)\",\"query\":\(number),\"microseconds\":\(time)}")
  }
}

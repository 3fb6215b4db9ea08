import Foundation

/// A number that the environment gives a test, such as how many rules it is to look at.
package func environmentNumber(_ name: String) -> Int? {
  ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
}

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import SystemPackage

/// Where the token comes from: a file, or the environment.
enum AccessTokenSource {
  static let variable = "SERIES_TOKEN"

  static func token(file: String?) throws -> String {
    if let file { return try token(in: file) }
    guard let token = ProcessInfo.processInfo.environment[variable], !token.isEmpty else {
      throw CommandFailure(
        .usage, "There is no token: set \(variable), or give --token-file. Nothing was sent.")
    }
    return token
  }

  private static func token(in file: String) throws -> String {
    let permissions = (try? FilePath(file).stat())?.permissions ?? []
    if !permissions.isDisjoint(with: [.groupRead, .otherRead]) {
      StandardError.write("warning: \(file) can be read by other users; chmod 600 fixes that.\n")
    }
    let bytes = try InputFile(file, as: "The token file").bytes
    let text = String(decoding: bytes, as: UTF8.self)
    // Editors end a file with a newline, which no token holds.
    let token = text.split(whereSeparator: \.isNewline)
    guard token.count == 1, let token = token.first else {
      throw CommandFailure(.data, "The token file must hold one line, the token. Nothing was sent.")
    }
    return String(token.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}

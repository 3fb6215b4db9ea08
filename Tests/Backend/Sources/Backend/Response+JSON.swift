import Foundation
import Hummingbird

extension Response {
  /// JSON that is written already.
  init(status: HTTPResponse.Status = .ok, jsonBytes: [UInt8], version: Int? = nil) {
    var headers: HTTPFields = [.contentType: "application/json"]
    if let version { headers[.eTag] = "\"\(version)\"" }
    self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: jsonBytes)))
  }

  /// A value as JSON.
  init(status: HTTPResponse.Status = .ok, json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    self.init(status: status, jsonBytes: Array(try encoder.encode(value)))
  }
}

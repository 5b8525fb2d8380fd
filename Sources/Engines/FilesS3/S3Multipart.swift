import Files
import Kernel

/// An upload in parts, as the store keeps it until it is complete or aborted.
struct S3Multipart: Sendable {
    let key: String
    let begunAt: Timestamp
    private let id: String
    private let connection: S3Connection
    private var tags: [String] = []

    fileprivate init(key: String, id: String, begunAt: Timestamp, connection: S3Connection) {
        (self.key, self.id, self.begunAt, self.connection) = (key, id, begunAt, connection)
    }

    mutating func send(_ body: S3Body) async throws {
        let query = [("partNumber", "\(tags.count + 1)"), ("uploadId", id)]
        guard let tag = try await connection.send(S3Request(.put, key, query: query, body: body))?.header("etag") else {
            throw Problem.filesUnavailable("PUT \(key): part \(tags.count + 1) was not taken")
        }
        tags.append(tag)
    }

    func complete() async throws {
        let parts = tags.enumerated().map { place, tag in
            "<Part><PartNumber>\(place + 1)</PartNumber><ETag>\(XMLText.escaped(tag))</ETag></Part>"
        }
        let text = "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\(parts.joined())</CompleteMultipartUpload>"
        let request = S3Request(.post, key, query: [("uploadId", id)], body: S3Body(Array(text.utf8)))
        if try await connection.send(request) != nil { return }
        // The upload is unknown when it was completed before and only the answer was lost.
        guard try await connection.send(S3Request(.head, key)) != nil else { throw Problem.filesUnavailable("POST \(key): no such upload") }
    }

    func abort() async throws { _ = try await connection.send(S3Request(.delete, key, query: [("uploadId", id)])) }
}

extension S3Objects {
    func begin(_ key: String) async throws -> S3Multipart {
        let response = try await connection.send(S3Request(.post, key, query: [("uploads", "")]))
        guard let id = response?.answer.values["UploadId"], !id.isEmpty else { throw Problem.filesUnavailable("POST \(key): no upload") }
        return S3Multipart(key: key, id: id, begunAt: Timestamp(milliseconds: 0), connection: connection)
    }

    /// The uploads that are neither complete nor aborted.
    func uploads(_ start: String) async throws -> [S3Multipart] {
        var found: [S3Multipart] = []
        var marker: [(name: String, value: String)] = []
        while true {
            let query = [("uploads", ""), ("prefix", start)] + marker
            guard let answer = try await connection.send(S3Request(.get, query: query))?.answer else { return found }
            found += answer.records.filter { $0.name == "Upload" }.compactMap(upload)
            guard answer.values["IsTruncated"] == "true", let key = answer.values["NextKeyMarker"], !key.isEmpty else { return found }
            marker = [("key-marker", key), ("upload-id-marker", answer.values["NextUploadIdMarker"] ?? "")]
        }
    }

    private func upload(_ record: S3Answer.Record) -> S3Multipart? {
        guard let key = record.values["Key"], let id = record.values["UploadId"],
              let time = record.values["Initiated"].flatMap(Timestamp.init(s3:)) else { return nil }
        return S3Multipart(key: key, id: id, begunAt: time, connection: connection)
    }
}

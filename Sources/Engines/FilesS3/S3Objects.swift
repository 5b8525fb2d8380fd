import Files
import Kernel
import Signing

/// The keys of one store, and what is done with single objects.
struct S3Objects: Sendable {
    let connection: S3Connection

    /// `files/DIGEST`: a file in its place.
    func kept(_ digest: Digest) -> String { "\(prefix)files/\(digest.hex)" }
    /// `aside/NAME`: a file that was set aside.
    func aside(_ name: String) -> String { "\(prefix)aside/\(name)" }
    /// `incoming/CHANCE`: a file that is still coming in.
    func incoming(_ name: String) -> String { "\(prefix)incoming/\(name)" }
    /// `marks/NAME`: whose files these are.
    func mark(_ name: String) -> String { "\(prefix)marks/\(name)" }

    private var prefix: String { connection.settings.prefix }

    /// In bytes; `nil` when there is no such object.
    func size(_ key: String) async throws -> Int? {
        guard let response = try await connection.send(S3Request(.head, key)) else { return nil }
        guard let size = response.header("content-length").flatMap({ Int($0) }) else {
            throw Problem.filesUnavailable("HEAD \(key): no length")
        }
        return size
    }

    func put(_ body: S3Body, at key: String) async throws {
        guard try await connection.send(S3Request(.put, key, body: body)) != nil else { throw Problem.filesUnavailable("PUT \(key): 404") }
    }

    /// Copies within the store; `false` when there is no such object. A copy onto itself gives it a new time.
    func copy(_ source: String, to target: String) async throws -> Bool {
        var headers = [(name: "x-amz-copy-source", value: "/\(connection.settings.bucket)/\(source)".uriEncoded(keeping: "/"))]
        // Without this a store refuses to copy onto itself.
        if source == target { headers.append(("x-amz-metadata-directive", "REPLACE")) }
        return try await connection.send(S3Request(.put, target, headers: headers)) != nil
    }

    func delete(_ key: String) async throws { _ = try await connection.send(S3Request(.delete, key)) }

    /// The next objects in the order of their keys: by key, so that it matters little what comes and goes meanwhile.
    func list(_ start: String, after: String?, limit: Int) async throws -> [S3Object] {
        var found: [S3Object] = []
        var last = after
        while found.count < limit {
            let query = [
                ("list-type", "2"), ("prefix", start), ("max-keys", "\(min(limit - found.count, 1000))"),
            ] + (last.map { [("start-after", $0)] } ?? [])
            guard let response = try await connection.send(S3Request(.get, query: query)), response.answer.root == "ListBucketResult" else {
                throw Problem.filesUnavailable("list \(start): not understood")
            }
            let answer = response.answer
            let page = answer.records.filter { $0.name == "Contents" }.compactMap(S3Object.init)
            found += page
            guard answer.values["IsTruncated"] == "true", let key = page.last?.key, key > last ?? "" else { break }
            last = key
        }
        return found
    }
}

/// An object in a listing.
struct S3Object: Sendable {
    let key: String
    let size: Int
    let changedAt: Timestamp

    init?(_ record: S3Answer.Record) {
        guard let key = record.values["Key"], let size = record.values["Size"].flatMap({ Int($0) }),
              let time = record.values["LastModified"].flatMap(Timestamp.init(s3:)) else { return nil }
        (self.key, self.size, changedAt) = (key, size, time)
    }

    /// What comes after the last slash.
    var name: Substring { key.suffix(from: key.lastIndex(of: "/").map(key.index(after:)) ?? key.startIndex) }
}

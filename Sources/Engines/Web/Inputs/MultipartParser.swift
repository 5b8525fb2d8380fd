import Kernel

/// What a multipart body says next.
enum MultipartEvent: Equatable, Sendable {
    case part(PartHead)
    case bytes([UInt8])
    case endOfPart
    case end
}

/// Parses `multipart/form-data` (RFC 7578, RFC 2046 §5.1) as the bytes come in: no I/O, and never more than a
/// boundary's or a part head's length kept back.
struct MultipartParser: Sendable {
    /// Where we are. `preamble` → `boundary` → (`head` → `content` → `boundary`)* → `done`.
    private enum State { case preamble, boundary, head, content, done }

    private var state = State.preamble
    private var buffer: [UInt8] = []
    private var start = 0
    private let delimiter: [UInt8]
    private let headLimit: Int

    /// Throws ``Problem`` `upload.malformed` when the content type names no usable boundary.
    init(contentType: String, headLimit: Int = 8192) throws {
        guard let boundary = parameter("boundary", of: contentType), (1...70).contains(boundary.utf8.count),
              boundary.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { throw malformed("no boundary") }
        delimiter = Array("\r\n--\(boundary)".utf8)
        self.headLimit = headLimit
        buffer = [13, 10]
    }

    mutating func feed(_ bytes: some Sequence<UInt8>) {
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer += bytes
    }

    /// The next event, or `nil` when more bytes are needed to tell.
    mutating func next() throws -> MultipartEvent? {
        switch state {
        case .preamble: return try skipPreamble()
        case .boundary: return try afterBoundary()
        case .head: return try head()
        case .content: return content()
        case .done: return .end
        }
    }

    private mutating func skipPreamble() throws -> MultipartEvent? {
        guard let found = find(delimiter) else {
            guard buffer.count - start <= headLimit else { throw malformed("no boundary in the body") }
            return nil
        }
        start = found + delimiter.count
        state = .boundary
        return try next()
    }

    private mutating func afterBoundary() throws -> MultipartEvent? {
        guard buffer.count - start >= 2 else { return nil }
        let mark = (buffer[start], buffer[start + 1])
        start += 2
        switch mark {
        case (45, 45): state = .done
        case (13, 10): state = .head
        default: throw malformed("a boundary does not end its line")
        }
        return try next()
    }

    private mutating func head() throws -> MultipartEvent? {
        guard let end = find([13, 10, 13, 10]) else {
            guard buffer.count - start <= headLimit else { throw malformed("a part's head is too long") }
            return nil
        }
        guard end - start <= headLimit else { throw malformed("a part's head is too long") }
        let head = try parse(head: String(decoding: buffer[start..<end], as: UTF8.self))
        start = end + 2  // the blank line's end stays: an empty part is followed by its boundary at once
        state = .content
        skipsLineEnd = true
        return .part(head)
    }

    /// Whether the part has just begun, and the line end of its head still stands before its bytes.
    private var skipsLineEnd = false

    private mutating func content() -> MultipartEvent? {
        if let found = find(delimiter) {
            let from = start + (skipsLineEnd ? 2 : 0)
            if from < found {
                defer { (start, skipsLineEnd) = (found, false) }
                return .bytes(Array(buffer[from..<found]))
            }
            (start, skipsLineEnd, state) = (found + delimiter.count, false, .boundary)
            return .endOfPart
        }
        let from = start + (skipsLineEnd ? 2 : 0)
        let safe = buffer.count - delimiter.count + 1
        guard from < safe else { return nil }
        (start, skipsLineEnd) = (safe, false)
        return .bytes(Array(buffer[from..<safe]))
    }

    /// Where a sequence of bytes begins in what we hold.
    private func find(_ sequence: [UInt8]) -> Int? {
        var from = start
        while let candidate = buffer[from...].firstIndex(of: sequence[0]), candidate + sequence.count <= buffer.count {
            if buffer[candidate..<candidate + sequence.count].elementsEqual(sequence) { return candidate }
            from = candidate + 1
        }
        return nil
    }
}

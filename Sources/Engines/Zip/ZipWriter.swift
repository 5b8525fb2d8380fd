import CZip
import Kernel

/// Packs files into a ZIP container in memory.
enum ZipWriter {
    /// Throws `zip.failed` when libzip does not comply.
    static func write(_ files: [ZipFile]) throws(Problem) -> [UInt8] {
        // One buffer for all, because libzip reads the files only while it closes the archive.
        let content = files.flatMap(\.bytes)
        var packed: [UInt8]?
        content.withUnsafeBufferPointer { packed = pack(files, from: $0) }
        guard let packed else { throw Problem("zip.failed", .fault) }
        return packed
    }

    private static func pack(_ files: [ZipFile], from content: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard let target = zip_source_buffer_create(nil, 0, 0, nil) else { return nil }
        defer { zip_source_free(target) }
        // Closing the archive lets go of the target; the bytes are read from it afterwards.
        zip_source_keep(target)
        guard let archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, nil) else {
            zip_source_free(target)
            return nil
        }
        var start = 0
        for file in files {
            let bytes = UnsafeBufferPointer(rebasing: content[start..<(start + file.bytes.count)])
            guard add(file.path, bytes, to: archive) else { zip_discard(archive); return nil }
            start += file.bytes.count
        }
        guard zip_close(archive) == 0 else { zip_discard(archive); return nil }
        return read(target)
    }

    private static func add(_ path: String, _ bytes: UnsafeBufferPointer<UInt8>, to archive: OpaquePointer) -> Bool {
        guard let source = zip_source_buffer(archive, bytes.baseAddress, zip_uint64_t(bytes.count), 0) else { return false }
        let index = zip_file_add(archive, path, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else { zip_source_free(source); return false }
        // Pictures and signatures are dense already; the fastest level saves half the time for a twentieth of the size.
        let method = path.ends(with: ".xml") ? ZIP_CM_DEFLATE : ZIP_CM_STORE
        return zip_set_file_compression(archive, zip_uint64_t(index), zip_int32_t(method), 1) == 0
            && zip_file_set_dostime(archive, zip_uint64_t(index), 0, firstOfJanuary1980, 0) == 0
    }

    private static func read(_ source: OpaquePointer) -> [UInt8]? {
        var stat = zip_stat_t()
        guard zip_source_stat(source, &stat) == 0, let size = Int(exactly: stat.size), zip_source_open(source) == 0 else { return nil }
        defer { zip_source_close(source) }
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = buffer.baseAddress.map { max(0, Int(zip_source_read(source, $0, zip_uint64_t(size)))) } ?? 0
        }
        return bytes.count == size ? bytes : nil
    }

    /// The first day that the format can tell.
    private static let firstOfJanuary1980: zip_uint16_t = 0x21
}

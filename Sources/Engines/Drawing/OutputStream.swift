import CPango

/// Bytes that Cairo writes while it draws.
final class OutputStream {
    private(set) var bytes: [UInt8] = []

    /// For Cairo's `closure`: it does not keep the stream alive, so whoever draws must.
    var closure: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let write: cairo_write_func_t = { closure, data, count in
        guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<OutputStream>.fromOpaque(closure).takeUnretainedValue()
            .bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
    }
}

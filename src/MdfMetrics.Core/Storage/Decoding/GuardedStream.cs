namespace MdfMetrics.Storage.Decoding;

/// <summary>
/// The bytes of a file for the Parquet decoder. The decoder takes the end of the stream for more data and follows what
/// a page says of its length: here reading past the end fails, and so does seeking about for ever.
/// </summary>
internal sealed class GuardedStream(Stream inner) : Stream
{
    private readonly long _length = inner.Length;
    private long _seeksLeft = inner.Length + 1024;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => inner.Position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int ReadByte()
    {
        int read = inner.ReadByte();
        return read >= 0 ? read : throw new EndOfStreamException();
    }

    public override int Read(Span<byte> buffer) => inner.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override long Seek(long offset, SeekOrigin origin) =>
        --_seeksLeft >= 0 ? inner.Seek(offset, origin) : throw new InvalidDataException("Its pages lead in circles.");

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

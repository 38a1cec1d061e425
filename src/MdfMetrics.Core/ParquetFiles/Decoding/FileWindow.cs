using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>
/// A file as the Parquet decoder reads it, of which a part at a time is in memory: one column of one row group of a
/// large file, or the whole of a small one. The decoder takes the end of the stream for more data and follows what a
/// page says of its length: here reading past the end fails, and so does seeking about for ever.
/// </summary>
internal sealed class FileWindow : Stream
{
    /// <summary>A file up to this length is read at once.</summary>
    private const int SmallFile = 1024 * 1024;

    private readonly SafeFileHandle? _file;
    private readonly long _length;
    private byte[] _buffer = [];
    private long _start;
    private int _count;
    private long _position;
    private long _seeksLeft;

    /// <summary>Looks at an open file, which is disposed with the window.</summary>
    public FileWindow(SafeFileHandle file)
    {
        _file = file;
        _length = RandomAccess.GetLength(file);
        _seeksLeft = _length + 1024;
        if (_length <= SmallFile)
        {
            Load(0, _length);
        }
    }

    /// <summary>Looks at bytes.</summary>
    public FileWindow(ReadOnlySpan<byte> content)
    {
        _length = _count = content.Length;
        _seeksLeft = _length + 1024;
        _buffer = ArrayPool<byte>.Shared.Rent(_count);
        content.CopyTo(_buffer);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>
    /// Brings a part of the file into memory, until the next one. The bytes from its start on: as many, or more, or
    /// what the file has.
    /// </summary>
    public ReadOnlySpan<byte> Load(long start, long count)
    {
        start = Math.Clamp(start, 0, _length);
        count = Math.Clamp(count, 0, _length - start);
        if (start < _start || start + count > _start + _count)
        {
            if (_buffer.Length < count)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = [];
                _buffer = ArrayPool<byte>.Shared.Rent(checked((int)count));
            }

            (_start, _count) = (start, 0);
            _count = Fill(_buffer.AsSpan(0, (int)count), start);
        }

        return _buffer.AsSpan((int)(start - _start), (int)(_start + _count - start));
    }

    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 1 ? one[0] : throw new EndOfStreamException();
    }

    public override int Read(Span<byte> buffer)
    {
        int read;
        if (_position >= _start && _position < _start + _count)
        {
            int from = (int)(_position - _start);
            read = Math.Min(buffer.Length, _count - from);
            _buffer.AsSpan(from, read).CopyTo(buffer);
        }
        else
        {
            read = Fill(buffer, _position);
        }

        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override long Seek(long offset, SeekOrigin origin)
    {
        if (--_seeksLeft < 0)
        {
            throw new InvalidDataException("Its pages lead in circles.");
        }

        long position = offset + origin switch
        {
            SeekOrigin.Current => _position,
            SeekOrigin.End => _length,
            _ => 0,
        };
        return position >= 0 ? _position = position : throw new IOException("It leads to before the file's beginning");
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
            ArrayPool<byte>.Shared.Return(_buffer);
            (_buffer, _count) = ([], 0);
        }

        base.Dispose(disposing);
    }

    private int Fill(Span<byte> buffer, long start)
    {
        int filled = 0;
        while (_file is not null && filled < buffer.Length)
        {
            int read = RandomAccess.Read(_file, buffer[filled..], start + filled);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        return filled;
    }
}

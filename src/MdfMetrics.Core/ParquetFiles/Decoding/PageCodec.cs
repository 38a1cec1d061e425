using System.Buffers.Binary;
using System.IO.Compression;
using K4os.Compression.LZ4;
using Parquet.Meta;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>Decompresses the blocks of pages.</summary>
internal static class PageCodec
{
    /// <summary>What each part of a Hadoop block begins with: its two lengths.</summary>
    private const int HadoopHeader = 2 * sizeof(int);

    /// <summary>Fills a buffer with what a block unpacks to.</summary>
    /// <exception cref="InvalidDataException">It is not as long as the buffer, or damaged.</exception>
    /// <exception cref="UnsupportedException">The codec is not known.</exception>
    public static void Unpack(ReadOnlySpan<byte> block, Span<byte> data, CompressionCodec codec)
    {
        int length = block.IsEmpty || data.IsEmpty ? 0 : codec switch
        {
            CompressionCodec.UNCOMPRESSED => Copy(block, data),
            CompressionCodec.SNAPPY => Snappier.Snappy.Decompress(block, data),
            CompressionCodec.ZSTD => UnpackZstandard(block, data),
            CompressionCodec.GZIP => UnpackGzip(block, data),
            CompressionCodec.BROTLI => BrotliDecoder.TryDecompress(block, data, out int written) ? written : -1,
            CompressionCodec.LZ4_RAW => LZ4Codec.Decode(block, data),
            CompressionCodec.LZ4 => UnpackHadoop(block, data),
            CompressionCodec.LZO => throw new UnsupportedException($"It is compressed as {codec}"),
            _ => -1,
        };
        if (length != data.Length)
        {
            throw new InvalidDataException("Its pages are damaged");
        }
    }

    private static int Copy(ReadOnlySpan<byte> block, Span<byte> data)
    {
        block[..Math.Min(block.Length, data.Length)].CopyTo(data);
        return block.Length;
    }

    private static int UnpackZstandard(ReadOnlySpan<byte> block, Span<byte> data)
    {
        using var decompressor = new ZstdSharp.Decompressor();
        return decompressor.Unwrap(block, data);
    }

    private static int UnpackGzip(ReadOnlySpan<byte> block, Span<byte> data)
    {
        using var stream = new GZipStream(new MemoryStream(block.ToArray()), CompressionMode.Decompress);
        return stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
    }

    /// <summary>Parts with their lengths before them, as Hadoop does it; or one without, as others do.</summary>
    private static int UnpackHadoop(ReadOnlySpan<byte> block, Span<byte> data)
    {
        ReadOnlySpan<byte> rest = block;
        int done = 0;
        while (rest.Length > HadoopHeader)
        {
            int unpacked = BinaryPrimitives.ReadInt32BigEndian(rest);
            int packed = BinaryPrimitives.ReadInt32BigEndian(rest[sizeof(int)..]);
            rest = rest[HadoopHeader..];
            if (unpacked < 0 || unpacked > data.Length - done || packed < 0 || packed > rest.Length
                || LZ4Codec.Decode(rest[..packed], data.Slice(done, unpacked)) != unpacked)
            {
                return LZ4Codec.Decode(block, data);
            }

            done += unpacked;
            rest = rest[packed..];
        }

        return done;
    }
}

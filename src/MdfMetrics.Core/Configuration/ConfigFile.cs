using System.Text;

namespace MdfMetrics.Configuration;

/// <summary>Reads the text of a configuration file, never more than 10 MB of it.</summary>
internal static class ConfigFile
{
    /// <summary>The largest file that is read.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly ConfigPosition s_start = new(1, 1);

    /// <summary>The file's text. UTF-8, or UTF-16/32 where a byte order mark says so.</summary>
    /// <exception cref="MetricsException">
    /// ConfigNotFound, or ConfigInvalid for a file too large or not text.
    /// </exception>
    public static string Read(string fullPath)
    {
        try
        {
            if (Directory.Exists(fullPath))
            {
                throw ConfigErrors.NotFound(fullPath, $"'{fullPath}' is a folder; give the YAML file in it.");
            }

            using FileStream file = File.OpenRead(fullPath);
            using var reader = new StreamReader(Bounded(file, fullPath), s_utf8);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException exception)
        {
            throw ConfigErrors.Invalid(fullPath, s_start, "expected UTF-8 text, found other bytes", exception);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ConfigErrors.NotFound(
                fullPath,
                $"There is no configuration file '{fullPath}'. Give the path of the YAML file.",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ConfigErrors.NotFound(
                fullPath,
                $"The configuration file '{fullPath}' can't be read: {exception.Message} "
                    + "Give one that this account can read.",
                exception);
        }
    }

    // The length tells before anything is read; a pipe or device has none, so the count is kept while reading too.
    private static MemoryStream Bounded(FileStream file, string fullPath)
    {
        var content = new MemoryStream();
        if (!file.CanSeek || file.Length <= MaxBytes)
        {
            byte[] buffer = new byte[81920];
            int read;
            while (content.Length <= MaxBytes && (read = file.Read(buffer)) > 0)
            {
                content.Write(buffer, 0, read);
            }

            if (content.Length <= MaxBytes)
            {
                content.Position = 0;
                return content;
            }
        }

        throw ConfigErrors.Invalid(fullPath, s_start, $"expected at most {MaxBytes >> 20} MB, found more");
    }
}

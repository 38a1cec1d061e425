using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MdfMetrics.Files;

/// <summary>Makes names of files out of anything that others call a worker, a pipeline or a run.</summary>
internal static class FileNames
{
    private const int LongestName = 100;
    private const int HashLength = 16;

    /// <summary>
    /// The name percent-encoded but for letters, digits, - and _ (a dot not first); longer than 100 characters, its
    /// beginning and a hash of the whole.
    /// </summary>
    public static string Encode(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        var encoded = new StringBuilder(bytes.Length);
        foreach (byte b in bytes)
        {
            char c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || (c == '.' && encoded.Length > 0))
            {
                encoded.Append(c);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
            }
        }

        if (encoded.Length <= LongestName)
        {
            return encoded.ToString();
        }

        string hash = Convert.ToHexString(SHA256.HashData(bytes))[..HashLength];
        return $"{encoded.ToString(0, LongestName)}-{hash}";
    }
}

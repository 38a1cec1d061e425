using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace MdfMetrics.Dashboards.Bundles;

/// <summary>
/// The ids of a bundle's parts: the same in every export of a store and name. Those of datasets and charts change with
/// their content, since an import leaves alone what it finds under an id.
/// </summary>
/// <param name="store">The store's path as Superset sees it.</param>
/// <param name="name">The dashboard's name.</param>
internal sealed class BundleIds(string store, string name)
{
    private static readonly Guid s_namespace = new("b3c55d86-7a0e-4f7b-9d0c-5f64b1d1a9e2");

    /// <summary>What the store's tables end in: some Supersets take a table's name once only.</summary>
    public string Suffix { get; } = $"_{Hash(store)[..8]}";

    public string Database => Of("database", store);

    public string Dashboard => Of("dashboard", store, name);

    public string Dataset(string table, JsonObject content) => Of("dataset", store, table, Hash(YamlText.Of(content)));

    public string Chart(string key, JsonObject content) => Of("chart", store, name, key, Hash(YamlText.Of(content)));

    private static string Hash(string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();

    /// <summary>A UUID of version 5.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 9562 names SHA-1; nothing is kept secret by it.")]
    private static string Of(params string[] parts)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Join('\n', parts));
        byte[] id = SHA1.HashData([.. s_namespace.ToByteArray(bigEndian: true), .. text])[..16];
        id[6] = (byte)(id[6] & 0x0F | 0x50);
        id[8] = (byte)(id[8] & 0x3F | 0x80);
        return new Guid(id, bigEndian: true).ToString();
    }
}

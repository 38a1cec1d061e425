using System.Text.RegularExpressions;

namespace MdfMetrics.Secrets;

/// <summary>
/// Values that are no secrets though their key is: words for none, references to where the secret is, paths of files.
/// </summary>
internal static partial class HarmlessValues
{
    private const int LongestReference = 300;
    private const int LongestName = 24;

    private static readonly HashSet<string> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "false", "no", "nil", "none", "null", "off", "on", "true", "undefined", "yes", "$null", "$true", "$false",
        "(null)", "<null>", "<none>", SecretRedactor.Mask, "****", "*****", "******", "********", "[REDACTED]",
        "<redacted>", "REDACTED", "[masked]", "(sensitive value)", "...", "%", "-",

        // What a column of this name is, or what becomes of it.
        "string", "str", "varchar", "text", "char", "int", "integer", "bigint", "bool", "boolean", "bytes", "binary",
        "nullable", "optional", "required", "not null", "not_null", "drop", "hash", "hashed", "mask", "masked",
        "redact", "encrypt", "encrypted", "prompt",
    };

    /// <summary>Ways of proving who one is: values of auth.</summary>
    private static readonly HashSet<string> s_methods = new(StringComparer.OrdinalIgnoreCase)
    {
        "anonymous", "basic", "bearer", "default", "digest", "gssapi", "iam", "inherit", "jwt", "kerberos", "ldap",
        "mtls", "negotiate", "ntlm", "oauth", "oauth2", "oidc", "plain", "saml", "sasl", "tls", "token", "trust",
        "x509",
    };

    public static bool IsIn(ReadOnlySpan<char> key, string value) =>
        s_words.Contains(value)
        || (value.Length <= LongestReference && (Reference().IsMatch(value) || FilePath().IsMatch(value)))
        || (key.EndsWith("pwd", StringComparison.OrdinalIgnoreCase) && Folder().IsMatch(value))
        || (value.Length <= LongestName && Name().IsMatch(value) && SecretKeys.IsAnyKey(key))
        || (value.Length <= LongestName && StoredName().IsMatch(value) && SecretKeys.IsStoreName(key))
        || (key.EndsWith("auth", StringComparison.OrdinalIgnoreCase) && s_methods.Contains(value));

    // ${NAME}, $NAME, $env:NAME, %NAME%, $(NAME), {{ name }}, {{ env_var('NAME') }}, ${{ secrets.NAME }}, <your-token>;
    // where secrets are kept; variables that have them, types of columns.
    [GeneratedRegex(
        """
        \A(?:
          \$\{\{?\s*(?:env:|ENV:|secrets\.|vars\.|env\.)?[A-Za-z_][A-Za-z0-9_.]*\s*\}?\}
        | \$\(?[A-Z_][A-Z0-9_]*\)?
        | \$env:[A-Za-z_][A-Za-z0-9_]*
        | \$(?:token|cred|creds|credential|credentials|password|pass|secret|apikey|key)
        | %[A-Z_][A-Z0-9_]*%
        | \{\{\s*[A-Za-z_][A-Za-z0-9_.\x20|()-]*\s*\}\}
        | \{\{\s*[a-z_.]+\(\s*['"][A-Za-z][A-Za-z0-9_/.-]*['"]\s*(?:,\s*['"][A-Za-z0-9_/.-]*['"]\s*)?\)
            [A-Za-z0-9_.\x20|()-]*\}\}
        | <[A-Za-z_ -]+>
        | arn:aws[a-z-]*:[A-Za-z0-9:/_+=.@-]+
        | op://.+
        | projects/[a-z0-9-]+/secrets/[A-Za-z0-9_/-]+
        | env:[A-Z_][A-Z0-9_]*
        | [A-Z]+(?:_[A-Z0-9]+)*_(?:PASSWORD|PASS|PWD|TOKEN|SECRET|KEY|CREDENTIALS|PAT)
        | [A-Za-z]+\([0-9]+(?:,[0-9]+)?\)?
        )\z
        """,
        RegexOptions.NonBacktracking | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    // /etc/tls/client.key, C:\keys\id.ppk, ~/.ssh/id_rsa, creds.json
    [GeneratedRegex(
        """
        \A(?:
          (?:file://)?(?:[A-Za-z]:)?[A-Za-z0-9_./\\\x20~$(){}-]*
            \.(?:pem|key|json|crt|cer|der|p12|pfx|jks|ya?ml|txt|ini|conf|env|keytab|ppk|gpg|asc|pub|cfg|properties)
        | /(?:etc|run|var|mnt|vault|secrets|home|opt|root|tmp)/[A-Za-z0-9_./-]+
        | ~/\.[A-Za-z0-9_./-]+
        )\z
        """,
        RegexOptions.NonBacktracking | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex FilePath();

    // watermark_key: updated_at
    [GeneratedRegex(@"\A[a-z]+(?:[A-Z_./]?[a-z]+)*\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    // --secret-id etl/reader
    [GeneratedRegex(@"\A[a-z]+(?:[/-][a-z]+)+\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex StoredName();

    [GeneratedRegex(@"\A(?:~|[A-Za-z]:\\|/)[^=;&]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Folder();
}

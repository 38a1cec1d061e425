namespace MdfMetrics.Secrets;

/// <summary>The words that make a key secret, and those that make it harmless: the table of docs/secrets.md.</summary>
internal static class KeyTable
{
    /// <summary>Passwords, in the languages in which keys are written. Their values may have blanks.</summary>
    public static readonly string[] Passwords =
    [
        "password", "passwd", "passphrase", "passwort", "kennwort", "contrasena", "contraseña", "motdepasse",
        "wachtwoord", "пароль", "密码", "パスワード",
    ];

    /// <summary>What is in every secret key: a word without any of them is none.</summary>
    public static readonly string[] Stems =
    [
        "auth", "bearer", "conn", "cookie", "cred", "hook", "jwt", "key", "otp", "pass", "pat", "pincode",
        "pin_code", "pin-code", "psk", "pswd", "pw", "sas", "secret", "senha", "session", "sharedaccess", "token",
        .. Passwords.Where(word => !word.Contains("pass", StringComparison.Ordinal)),
    ];

    /// <summary>Secret wherever they stand among the key's words, which are joined.</summary>
    public static readonly string[] Anywhere =
    [
        .. Passwords, "passcode", "pincode", "credential", "authorization", "apikey", "accesskey", "privatekey",
        "accountkey", "connectionstring", "connstring", "connstr",
    ];

    /// <summary>Secret at the key's end, even though their last word is in <see cref="AboutSecrets"/>.</summary>
    public static readonly string[] Phrases =
    [
        "webhookurl", "webhookuri", "hookurl", "sasurl", "sasuri", "authheader", "authorizationheader",
        "cookieheader", "accesskeyid",
    ];

    /// <summary>Secret as the key's last word.</summary>
    public static readonly HashSet<string> Last =
    [
        "auth", "bearer", "cookie", "cookies", "cred", "creds", "jwt", "otp", "passw", "pat", "pats", "psk", "pswd",
        "pw", "pwd", "sas", "senha", "sharedaccesssignature", "totp", "webhook", "webhooks", "masterkey", "authkey",
        "signingkey", "encryptionkey", "sharedkey", "storagekey", "subscriptionkey", "sshkey", "pwds", "sessionid",
    ];

    /// <summary>As the key's last word: it tells something of a secret, and is none.</summary>
    public static readonly HashSet<string> AboutSecrets =
    [
        "age", "alg", "algorithm", "algorithms", "arn", "attempts", "backend", "bits", "budget", "bytes", "chars",
        "class", "column", "columns", "cmd", "command", "cost", "count", "counts", "days", "dir", "directory",
        "domain", "domains", "enabled", "encoder", "encoding", "endpoint", "endpoints", "engine", "env",
        "expiration", "expires", "expiry", "field", "fields", "form", "from", "file", "filename", "files", "folder",
        "format", "group", "header", "headers", "helper", "hint", "host", "hostname", "hours", "index", "interval",
        "label", "len", "length", "level", "lifetime", "limit", "limits", "link", "location", "manager", "max",
        "method", "methods", "min", "minutes", "mode", "mount", "mounts", "name", "names", "namespace", "param",
        "path", "paths", "pattern", "period", "policies", "policy", "port", "prefix", "process", "prompt",
        "provider", "providers", "quota", "rate", "ref", "refs", "regex", "region", "required", "reset", "retries",
        "role", "rotation", "rules", "scope", "scopes", "seconds", "size", "source", "sources", "status", "stdin",
        "store", "strategy", "strength", "suffix", "table", "tables", "timeout", "ttl", "type", "types", "uri",
        "url", "urls", "usage", "user", "username", "validator", "validators", "var", "vars", "version", "volume",
        "volumes",
    ];

    /// <summary>Whole keys, joined, that name secrets or forbid them.</summary>
    public static readonly HashSet<string> Exceptions =
        ["imagepullsecrets", "passwordless", "secretless", "redactkeys", "authorizedkeys"];

    /// <summary>Before a key of two words in text: <c>API key: x</c>.</summary>
    public static readonly HashSet<string> KeysInText = new(StringComparer.OrdinalIgnoreCase)
    {
        "access", "account", "api", "auth", "encryption", "master", "private", "secret", "shared", "signing",
        "storage", "subscription",
    };

    /// <summary>Before <c>key</c>: the value names data, or is public, and opens nothing.</summary>
    public static readonly HashSet<string> DataKeys =
    [
        "agg", "aggregate", "aggregation", "all", "allowed", "annotation", "answer", "array", "attribute", "audio",
        "authorized", "batch", "binding", "blob", "bucket", "bucketing", "business", "cache", "caption", "category",
        "checkpoint", "child", "cluster", "clustering", "col", "column", "composite", "concurrency", "conf",
        "config", "content", "context", "copy", "correlation", "cursor", "custom", "customer", "data", "dataset",
        "date", "datetime", "dedup", "dedupe", "deduplication", "default", "dict", "dimension", "dist", "distinct",
        "distribution", "doc", "document", "drop", "duplicate", "edge", "entity", "env", "environment", "etag",
        "event", "exclude", "experiment", "extra", "feature", "features", "field", "file", "filter", "first",
        "foreign", "function", "group", "grouping", "has", "hash", "header", "home", "host", "hot", "id",
        "idempotency", "ignore", "image", "include", "index", "indices", "input", "interval", "is", "item", "job",
        "join", "json", "keep", "kms", "known", "label", "labels", "last", "left", "level", "load", "locale", "lock",
        "logical", "lookup", "map", "match", "matching", "max", "merge", "message", "meta", "metadata", "metric",
        "metrics", "min", "missing", "model", "name", "natural", "nested", "node", "num", "object", "option",
        "optional", "order", "ordering", "output", "pagination", "parent", "partition", "path", "pickle", "pivot",
        "primary", "prompt", "property", "public", "publishable", "query", "question", "range", "record", "ref",
        "registry", "related", "required", "resource", "response", "result", "right", "routing", "row", "s3",
        "sample", "schema", "search", "secondary", "segment", "selector", "seq", "sequence", "setting", "settings",
        "shard", "site", "skip", "sort", "sorting", "source", "split", "state", "stats", "step", "strict",
        "surrogate", "table", "tag", "target", "task", "text", "time", "timestamp", "topic", "topology", "tracking",
        "translation", "unexpected", "unique", "update", "uri", "url", "valid", "value", "version", "video", "view",
        "window", "with", "yaml",
    ];

    /// <summary>Before <c>token</c>: tokens of text.</summary>
    public static readonly HashSet<string> TextTokens =
    [
        "additional", "bos", "cls", "completion", "cached", "end", "eos", "eot", "first", "image", "input", "last",
        "mask", "max", "min", "new", "next", "num", "output", "pad", "padding", "per", "prompt", "sep", "special",
        "start", "stop", "text", "total", "unexpected", "unk", "unknown", "word",
    ];

    /// <summary>Before <c>tokens</c>: such as open something.</summary>
    public static readonly HashSet<string> AccessTokens =
        ["access", "api", "app", "auth", "bearer", "bot", "oauth", "refresh", "security", "session", "user"];

    /// <summary>Before <c>pass</c>: passes over data.</summary>
    public static readonly HashSet<string> PassesOver =
    [
        "all", "ask", "backward", "band", "bypass", "dry", "each", "final", "first", "forward", "high", "last",
        "low", "max", "min", "multi", "n", "next", "num", "one", "per", "post", "pre", "proxy", "second", "should",
        "single", "third", "to", "two", "will",
    ];

    /// <summary>Words that end in pass.</summary>
    public static readonly HashSet<string> EndInPass =
    [
        "allpass", "askpass", "bandpass", "bypass", "compass", "encompass", "highpass", "lowpass", "multipass",
        "onepass", "overpass", "singlepass", "surpass", "trespass", "twopass", "underpass",
    ];
}

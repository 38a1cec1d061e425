namespace MdfMetrics.Secrets;

/// <summary>Programs and their options that take secrets: the table of docs/secrets.md.</summary>
internal static class CommandTable
{
    public static IReadOnlyList<CommandClient> Clients { get; } =
    [
        .. Of(["mysql", "mysqldump", "mysqladmin", "mysqlimport", "mysqlcheck", "mysqlpump"], "-p")
            .Concat(Of(["mariadb", "mariadb-dump"], "-p"))
            .Select(client => client with { IsSeparate = false }),
        .. Of(["7z", "7za", "rar", "unrar"], "-p").Select(client => client with { IsSeparate = false }),
        .. Of(["sshpass", "mongo", "mongosh", "mongodump", "mongorestore", "mongoexport", "mongoimport"], "-p"),
        .. Of(["cqlsh", "beeline", "sqoop", "twine"], "-p"),
        .. Of(["sqlcmd", "bcp", "osql", "unzip", "zip", "mosquitto_pub", "mosquitto_sub"], "-P"),
        .. Of(["ldapsearch", "ldapmodify", "ldapadd", "ldapdelete", "ldapwhoami", "ldappasswd"], "-w"),
        new("redis-cli", "-a"),
        new("curl", "-u", "-U", "--user", "--proxy-user", "-b") { AfterUser = ":=", Clustered = 'u' },
        new("http", "-a", "--auth") { AfterUser = ":" },
        new("smbclient", "-U", "--user") { AfterUser = "%" },
        new("lftp", "-u", "--user") { AfterUser = "," },
        .. Of(["sqlplus", "sqlldr", "expdp", "impdp"])
            .Select(client => client with { AfterUser = "/", TakesArgument = true }),
        .. Of(["docker", "podman", "nerdctl", "helm", "oras", "crane", "skopeo", "buildah"], "-p", "-t")
            .Concat(Of(["az", "oc", "cf"], "-p", "-t"))
            .Select(client => client with { Subcommand = "login" }),
        new("vault") { Subcommand = "login", TakesArgument = true },
        new("ConvertTo-SecureString", "-String") { TakesArgument = true },
    ];

    private static IEnumerable<CommandClient> Of(string[] names, params string[] options) =>
        names.Select(name => new CommandClient(name, options));
}

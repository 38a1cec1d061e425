using MdfMetrics.Secrets;

namespace MdfMetrics.Tests.Secrets;

/// <summary>What has no secret in it stays as it is; of what has one, all else does.</summary>
public sealed class LegibleTextTests
{
    [Theory]
    [InlineData("FATAL: password authentication failed for user bob")]
    [InlineData("Access denied for user 'root'@'localhost' (using password: YES)")]
    [InlineData("unexpected token ':' in input, expected a key")]
    [InlineData("Unexpected token: expected ',' or '}' after the value")]
    [InlineData("Invalid token: unexpected end of input at line 3, column 12")]
    [InlineData("KeyError: 'primary_key'")]
    [InlineData("KeyError: 'password'")]
    [InlineData("   at Jobs.Auth.TokenReader.Read(String token) in /srv/jobs/auth/TokenReader.cs:line 42")]
    [InlineData("at Lexer.Token::Parse, key.cs:12, auth.py:99, token:45")]
    [InlineData("Secret \"regcred\" not found in namespace etl")]
    [InlineData("the bearer of bad news; bearer token missing; Basic usage: etl run")]
    [InlineData("docker run -p 8080:80 -u 1000:1000 web")]
    [InlineData("etl serve -p 8080 -u bob -P 3 -a all -w 60")]
    [InlineData("mysql -p shop; curl -o out https://h/p; ssh -p 2222 git@host")]
    [InlineData("use --token to log in, --password is required, -Credential was not given")]
    [InlineData("./run.ps1 -Token $env:API_TOKEN -Password $password -ApiKey ${API_KEY}")]
    [InlineData("PGPASSWORD=$DB_PASSWORD psql; password: ${DB_PASSWORD}; token: {{ vault.token }}")]
    [InlineData("postgres://bob:${DB_PASSWORD}@db/x and https://bob:***@h")]
    [InlineData("PASS: TestLogin (0.1s), --- PASS: 12, pass=3 fail=0, passed: 4")]
    [InlineData("https://h/p?page=2&sort=key&key=users&code=404&per_page=100#section")]
    [InlineData("ssh://git@git.example.com:22/x.git abfss://raw1@lake.dfs.core.windows.net/in git@github.com:a/b.git")]
    [InlineData("http://host:8080/a@b https://bob@bitbucket.org/a/b.git")]
    [InlineData("commit 3f786850e387550fdab836ed7e6dc881de23001b of aws-deploy by a@b.c")]
    [InlineData("aws s3 cp s3://lake/Raw2024/orders/Part00/Data/file /mnt")]
    [InlineData("sk-learn-pipeline-with-a-long-name hf_hub_download npm_config_cache AKIA is a prefix")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----")]
    [InlineData("max_tokens=512, tokenizer=gpt2, token_count: 9, key: v, sort_key=name, PWD=/srv/app")]
    [InlineData("{\"primary_key\": \"id\", \"name\": \"password\", \"type\": \"string\"}")]
    [InlineData("arn:aws:secretsmanager:eu-west-1:123456789012:secret:dwh-AbCdEf")]
    [InlineData("eyJhbGciOiJub3BlIn0 is no token, eyJhIjoxfQ.eyJhIjoxfQ.x neither")]
    [InlineData("<secrets/><key>a</key><token-count>5</token-count>")]
    public void Redact_NoSecret_ChangesNothing(string text) =>
        Assert.Equal(text, SecretRedactor.Standard.Redact(text));

    [Theory]
    [InlineData("login failed: password=hunter2 for user bob", "login failed: password=*** for user bob")]
    [InlineData("run.ps1 -Token abc123 -Path ./in", "run.ps1 -Token *** -Path ./in")]
    [InlineData("curl -u bob:hunter2 https://h/p", "curl -u bob:*** https://h/p")]
    [InlineData("PGPASSWORD=hunter2 psql -h db -U bob", "PGPASSWORD=*** psql -h db -U bob")]
    [InlineData("Server=db;Password=correct horse;Database=x", "Server=db;Password=***;Database=x")]
    [InlineData("Password=abc;Connect Timeout=30", "Password=***;Connect Timeout=30")]
    [InlineData("{'user': 'bob', 'password': 'x1y2', 'n': 1}", "{'user': 'bob', 'password': '***', 'n': 1}")]
    [InlineData("<password>x1y2</password><port>1</port>", "<password>***</password><port>1</port>")]
    [InlineData("a:\n  password: |\n    x\n    y\n  port: 1", "a:\n  password: |\n    ***\n  port: 1")]
    [InlineData("https://b/a?sig=abc123DEF&se=2026", "https://b/a?sig=***&se=2026")]
    [InlineData("Cookie: a=b; c=d\nHost: h", "Cookie: ***\nHost: h")]
    [InlineData("-H 'X-Api-Key: abc123' -H 'Accept: a/b'", "-H 'X-Api-Key: ***' -H 'Accept: a/b'")]
    [InlineData(
        "-----BEGIN PRIVATE KEY-----\nMIIB\nAAAA\n-----END PRIVATE KEY-----\nline 9",
        "-----BEGIN PRIVATE KEY-----\n***\n-----END PRIVATE KEY-----\nline 9")]
    public void Redact_Secret_LeavesTheRest(string text, string expected)
    {
        string redacted = SecretRedactor.Standard.Redact(text);

        Assert.Equal(expected, redacted);
        Assert.Equal(expected, SecretRedactor.Standard.Redact(redacted));
    }
}

using System.Collections;
using System.Collections.Specialized;
using MdfMetrics.Secrets;
using MdfMetrics.Tests.Configuration;

namespace MdfMetrics.Tests.Secrets;

public sealed class SecretRedactorTests
{
    [Theory]
    [InlineData("token", true)]
    [InlineData("huggingface_token", true)]
    [InlineData("accessToken", true)]
    [InlineData("password", true)]
    [InlineData("dbPassword", true)]
    [InlineData("DB-PASSWORD", true)]
    [InlineData("password_file", false)]
    [InlineData("passwd", true)]
    [InlineData("pwd", true)]
    [InlineData("client_secret", true)]
    [InlineData("secrets", true)]
    [InlineData("api_key", true)]
    [InlineData("apikey", true)]
    [InlineData("APIKey", true)]
    [InlineData("x-api-key", true)]
    [InlineData("api_keys", true)]
    [InlineData("accessKey", true)]
    [InlineData("AWSAccessKey", true)]
    [InlineData("some_key", true)]
    [InlineData("credential", true)]
    [InlineData("credentials", true)]
    [InlineData("connection_string", true)]
    [InlineData("ConnectionString", true)]
    [InlineData("Authorization", true)]
    [InlineData("basic_auth", true)]
    [InlineData("key", false)]
    [InlineData("keys", false)]
    [InlineData("keyboard", false)]
    [InlineData("monkey", false)]
    [InlineData("primary_key", false)]
    [InlineData("sortKey", false)]
    [InlineData("text_key", false)]
    [InlineData("public_key", false)]
    [InlineData("max_tokens", false)]
    [InlineData("tokenizer", false)]
    [InlineData("token_count", false)]
    [InlineData("author", false)]
    [InlineData("key_name", false)]
    [InlineData("", false)]
    [InlineData("__-.", false)]
    public void IsSecret_Key_GoesByItsWords(string key, bool secret) =>
        Assert.Equal(secret, SecretRedactor.Standard.IsSecret(key));

    [Theory]
    [InlineData("password=hunter2", "password=***")]
    [InlineData("Password = hunter2; Server=db", "Password = ***; Server=db")]
    [InlineData("a token: abc.def-ghi, next", "a token: ***, next")]
    [InlineData("""{"api_key": "a b c", "x": 1}""", """{"api_key":"***","x":1}""")]
    [InlineData("dbPassword='it is'", "dbPassword='***'")]
    [InlineData("https://h/p?access_token=abc&x=1", "https://h/p?access_token=***&x=1")]
    [InlineData("Bearer eyJhbGciOi.x.y was refused", "Bearer *** was refused")]
    [InlineData("Authorization: Bearer abc", "Authorization: Bearer ***")]
    [InlineData("authorization: Basic dXNlcjpw failed", "authorization: Basic *** failed")]
    [InlineData("-H 'Authorization: token'", "-H 'Authorization: ***'")]
    [InlineData("postgres://me:pa:ss@w@db:5432/x?y=1", "postgres://me:***@db:5432/x?y=1")]
    [InlineData("https://:secretpart@host/", "https://:***@host/")]
    [InlineData("two: s3://a:b@c and s3://d:e@f", "two: s3://a:***@c and s3://d:***@f")]
    [InlineData("token: a\ntoken: b", "token: ***\ntoken: ***")]
    [InlineData("пароль password=тайна, 日本", "пароль password=***, 日本")]
    [InlineData("sort_key=name, key: v", "sort_key=name, key: v")]
    [InlineData("http://host:8080/a@b", "http://host:8080/a@b")]
    [InlineData("unexpected token ':' in input", "unexpected token ':' in input")]
    [InlineData("12:30:45 C:\\x a=b", "12:30:45 C:\\x a=b")]
    [InlineData("password=", "password=")]
    [InlineData("token: ", "token: ")]
    [InlineData("Bearer", "Bearer")]
    [InlineData("password='unfinished", "password='***")]
    [InlineData("://", "://")]
    [InlineData("", "")]
    public void RedactText_Text_MasksWhatIsSecret(string text, string expected) =>
        Assert.Equal(expected, SecretRedactor.Standard.Redact(text));

    [Theory]
    [InlineData("password=hunter2 https://a:b@c Bearer abc")]
    [InlineData("authorization: Basic abc")]
    public void RedactText_OfItsOwnResult_ChangesNothing(string text)
    {
        string once = SecretRedactor.Standard.Redact(text);

        Assert.Equal(once, SecretRedactor.Standard.Redact(once));
    }

    [Fact]
    public void Redact_Dictionary_MasksByKeyAtEveryLevel()
    {
        var values = new OrderedDictionary
        {
            ["token"] = "abc",
            ["pin_key"] = 1234,
            ["use_token"] = true,
            ["secret"] = null,
            ["password"] = "",
            ["credentials"] = new Hashtable { ["user"] = "u" },
            ["list"] = new object[] { new Hashtable { ["api_keys"] = new[] { "a" } }, "jdbc://u:p@h" },
            ["n"] = 1,
        };

        Assert.Equal(
            """{"token":"***","pin_key":"***","use_token":true,"secret":null,"password":"","credentials":"***","""
                + "\"list\":[{\"api_keys\":\"***\"},\"jdbc://u:***@h\"],\"n\":1}",
            JsonMap.FromDictionary(values)!.Redacted(SecretRedactor.Standard).ToString());
        Assert.Equal("abc", values["token"]);
    }

    [Theory]
    [InlineData("""{"a":{"token":"x"}}""", """{"a":{"token":"***"}}""")]
    [InlineData("{}", "{}")]
    [InlineData("not json, password=x", "not json, password=***")]
    public void Redact_Json_MasksOrTakesItAsText(string json, string expected) =>
        Assert.Equal(expected, JsonMap.FromJson(json)!.Redacted(SecretRedactor.Standard).ToString());

    [Fact]
    public void Load_Secrets_AreNotInTheSnapshot()
    {
        string snapshot = ConfigText.Load("""
            data_loader: {params: {password: hunter2, url: "s3://u:hunter2@h", note: "token=hunter2"}}
            executor: {metrics: {huggingface_token: hunter2}}
            """).Snapshot!.ToString();

        Assert.DoesNotContain("hunter2", snapshot);
    }
}

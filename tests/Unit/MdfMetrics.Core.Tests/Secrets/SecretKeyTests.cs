using MdfMetrics.Secrets;

namespace MdfMetrics.Tests.Secrets;

public sealed class SecretKeyTests
{
    [Theory]
    [InlineData("pass password passwd passphrase pass_phrase passcode pwd pw pswd DB_PASS dbPass MYSQL_PWD PGPASSWORD")]
    [InlineData("user.password spring.datasource.password keystorePassword smtp-pass")]
    [InlineData("sudo_pass admin_pw rootpass passwords")]
    [InlineData("secret client_secret clientSecret app-secret")]
    [InlineData("SECRET_KEY secretKey secretsManagerSecret webhook_secret secret_id")]
    [InlineData("token auth_token accessToken refresh-token ID_TOKEN")]
    [InlineData("bot_token hub_token sas_token tokenValue2_token access_tokens")]
    [InlineData("api_key apiKey APIKEY x-api-key api_keys")]
    [InlineData("API_KEY_2 accessKey AWS_ACCESS_KEY_ID aws_secret_access_key accountKey")]
    [InlineData("private_key privateKey ssh_key signing_key")]
    [InlineData("encryption_key license_key session_key account-key subscription_key")]
    [InlineData("GH_PAT github_pat pat sas sasUrl bearer")]
    [InlineData("jwt cookie session_cookie credential credentials creds aws_creds")]
    [InlineData("auth basic_auth Authorization proxy_authorization")]
    [InlineData("auth_header connectionString connection_string conn_str")]
    [InlineData("webhook webhook_url slack_webhook otp totp psk")]
    [InlineData("wifi_psk kennwort mot_de_passe пароль 密码 fernet_key some_key")]
    public void IsSecret_NameOfASecret_IsTrue(string keys) =>
        Assert.All(keys.Split(' '), key => Assert.True(SecretRedactor.Standard.IsSecret(key), key));

    [Theory]
    [InlineData("key keys primary_key primaryKey cache_key sort_key")]
    [InlineData("foreign_keys key_columns partition_key keyboard monkey key_name")]
    [InlineData("tokenizer max_tokens token_count pad_token eos_token")]
    [InlineData("token_type num_tokens tokens tokenized prompt_tokens token_limit")]
    [InlineData("secretary secretariat author authors authority")]
    [InlineData("authored_at authenticated is_authenticated auth_type auth_url")]
    [InlineData("password_file password_min_length password_policy password_hash_algorithm")]
    [InlineData("secret_name secretRef secret_arn token_url")]
    [InlineData("credentials_file credential_provider passenger passport compass")]
    [InlineData("bypass first_pass num_pass proxy_pass pass_rate")]
    [InlineData("public_key publicKey routing_key text_key object_key")]
    [InlineData("s3_key kms_key_id topologyKey cursor_key hash_key answer_key")]
    [InlineData("path pattern patient spatial compatible sash")]
    [InlineData("sass session session_id cookies_domain webhook_name redact_keys")]
    [InlineData("imagePullSecrets authorized_keys cookie_domain sasl.mechanism pin pin_memory signature")]
    public void IsSecret_NameOfData_IsFalse(string keys) =>
        Assert.All(keys.Split(' '), key => Assert.False(SecretRedactor.Standard.IsSecret(key), key));
}

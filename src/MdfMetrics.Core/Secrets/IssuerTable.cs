using System.Buffers;

namespace MdfMetrics.Secrets;

/// <summary>The forms of known issuers, as they document them: the table of docs/secrets.md.</summary>
internal static class IssuerTable
{
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> s_upper = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    private static readonly SearchValues<char> s_hex = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> s_alnum = SearchValues.Create(LettersAndDigits);
    private static readonly SearchValues<char> s_word = SearchValues.Create(LettersAndDigits + "_-");
    private static readonly SearchValues<char> s_dotted = SearchValues.Create(LettersAndDigits + "_-.");
    private static readonly SearchValues<char> s_base64 = SearchValues.Create(LettersAndDigits + "_-.+/=~");
    private static readonly SearchValues<char> s_path = SearchValues.Create(LettersAndDigits + "_-.~/@%:+=");

    public static IReadOnlyList<IssuedForm> Forms { get; } =
    [
        new("AWS access key", "AKIA", s_upper, 16, IsSixteen),
        new("AWS session key", "ASIA", s_upper, 16, IsSixteen),
        new("AWS bearer key", "ABIA", s_upper, 16, IsSixteen),
        new("AWS context key", "ACCA", s_upper, 16, IsSixteen),
        new("GitHub", "ghp_", s_alnum, 30),
        new("GitHub", "gho_", s_alnum, 30),
        new("GitHub", "ghu_", s_alnum, 30),
        new("GitHub", "ghs_", s_alnum, 30),
        new("GitHub", "ghr_", s_alnum, 30),
        new("GitHub", "github_pat_", s_word, 22, IsMixed),
        new("GitLab", "glpat-", s_dotted, 20),
        new("GitLab", "gldt-", s_word, 20, IsMixed),
        new("GitLab", "glrt-", s_word, 20, IsMixed),
        new("GitLab", "glptt-", s_word, 20, IsMixed),
        new("GitLab", "glcbt-", s_word, 20, IsMixed),
        new("Slack", "xoxa-", s_word, 10, IsMixed),
        new("Slack", "xoxb-", s_word, 10, IsMixed),
        new("Slack", "xoxc-", s_word, 10, IsMixed),
        new("Slack", "xoxd-", s_base64, 10, IsMixed),
        new("Slack", "xoxe", s_dotted, 10, IsMixed),
        new("Slack", "xoxo-", s_word, 10, IsMixed),
        new("Slack", "xoxp-", s_word, 10, IsMixed),
        new("Slack", "xoxr-", s_word, 10, IsMixed),
        new("Slack", "xoxs-", s_word, 10, IsMixed),
        new("Slack", "xapp-", s_word, 10, IsMixed),
        Address("Slack", "hooks.slack.com/services/"),
        Address("Slack", "hooks.slack.com/workflows/"),
        Address("Slack", "hooks.slack.com/triggers/"),
        Address("Teams", ".webhook.office.com/webhookb2/"),
        Address("Teams", "outlook.office.com/webhook/"),
        Address("Teams", "outlook.office365.com/webhook/"),
        Address("Discord", "discord.com/api/webhooks/"),
        Address("Discord", "discordapp.com/api/webhooks/"),
        Address("Zapier", "hooks.zapier.com/hooks/catch/"),
        Address("IFTTT", "maker.ifttt.com/trigger/"),
        Address("PagerDuty", "events.pagerduty.com/integration/"),
        Address("Feishu", "/open-apis/bot/v2/hook/"),
        Address("Mattermost, Rocket.Chat", "/hooks/") with { Check = IsOfMattermost },
        Address("Telegram", "api.telegram.org/bot"),
        new("Telegram", ":AA", s_word, 31) { Before = 8..10 },
        new("Azure AD", "8Q~", s_base64, 31) { Before = 3..3 },
        new("Azure AD", "7Q~", s_base64, 31) { Before = 3..3 },
        new("Google API key", "AIza", s_word, 35),
        new("Google OAuth", "ya29.", s_word, 20),
        new("Google OAuth", "GOCSPX-", s_word, 20),
        new("Google refresh token", "1//0", s_word, 30, IsMixed),
        new("npm", "npm_", s_alnum, 36),
        new("PyPI", "pypi-", s_word, 50, IsMixed),
        new("RubyGems", "rubygems_", s_hex, 48),
        new("Stripe", "sk_live_", s_alnum, 16),
        new("Stripe", "rk_live_", s_alnum, 16),
        new("Stripe", "sk_test_", s_alnum, 16),
        new("Stripe", "rk_test_", s_alnum, 16),
        new("Stripe", "whsec_", s_base64, 24, IsMixed),
        new("SendGrid", "SG.", s_dotted, 50, IsMixed),
        new("Twilio", "SK", s_hex, 32, rest => rest.Length == 32),
        new("Anthropic", "sk-ant-", s_word, 20, IsMixed),
        new("OpenAI", "sk-", s_word, 20, IsOfOpenAI),
        new("Groq", "gsk_", s_alnum, 40),
        new("Hugging Face", "hf_", s_alnum, 30),
        new("Hugging Face", "api_org_", s_alnum, 30),
        new("Replicate", "r8_", s_alnum, 30),
        new("NVIDIA", "nvapi-", s_word, 40, IsMixed),
        new("Pinecone", "pcsk_", s_word, 40, IsMixed),
        new("Databricks", "dapi", s_hex, 32),
        new("Databricks", "dose", s_hex, 32),
        new("DigitalOcean", "dop_v1_", s_hex, 40),
        new("DigitalOcean", "doo_v1_", s_hex, 40),
        new("DigitalOcean", "dor_v1_", s_hex, 40),
        new("Vault", "hvs.", s_word, 20),
        new("Vault", "hvb.", s_word, 20),
        new("Vault", "hvr.", s_word, 20),
        new("Terraform Cloud", ".atlasv1.", s_word, 50) { Before = 14..14 },
        new("Docker Hub", "dckr_pat_", s_word, 20),
        new("Docker Hub", "dckr_oat_", s_word, 20),
        new("Doppler", "dp.pt.", s_alnum, 40),
        new("Grafana", "glsa_", s_word, 32, IsMixed),
        new("Grafana", "glc_", s_base64, 32, IsMixed),
        new("Sentry", "sntrys_", s_base64, 40, IsMixed),
        new("Sentry", "sntryu_", s_hex, 60),
        new("New Relic", "NRAK-", s_upper, 27),
        new("Shopify", "shpat_", s_hex, 32),
        new("Shopify", "shpca_", s_hex, 32),
        new("Shopify", "shpss_", s_hex, 32),
        new("Square", "sq0atp-", s_word, 22),
        new("Square", "sq0csp-", s_word, 22),
        new("Postman", "PMAK-", s_word, 50),
        new("Pulumi", "pul-", s_hex, 40),
        new("Linear", "lin_api_", s_alnum, 32),
        new("Notion", "ntn_", s_alnum, 40),
        new("Figma", "figd_", s_word, 32, IsMixed),
        new("Tailscale", "tskey-", s_word, 20, IsMixed),
        new("Atlassian", "ATATT3", s_base64, 40),
        new("Bitbucket", "ATBB", s_alnum, 28, IsMixed),
        new("Brevo", "xkeysib-", s_word, 60),
        new("Supabase", "sbp_", s_hex, 40),
        new("Sourcegraph", "sgp_", s_word, 40, IsMixed),
        new("Artifactory", "AKCp", s_alnum, 60),
        new("Alibaba Cloud", "LTAI", s_alnum, 12, rest => rest.Length <= 26 && IsMixed(rest)),
        new("1Password", "ops_eyJ", s_base64, 100),
        new("age", "AGE-SECRET-KEY-1", s_upper, 40),
    ];

    private static IssuedForm Address(string issuer, string prefix) =>
        new(issuer, prefix, s_path, 8) { IsAddress = true };

    private static bool IsSixteen(string rest) => rest.Length == 16;

    private static bool IsOfMattermost(string rest) => Randomness.IsToken(rest.Split('/')[0], 24);

    // sk-learn-baseline-2026-01-24 is the name of a run.
    private static bool IsOfOpenAI(string rest) =>
        IsMixed(rest) && (Randomness.HasToken(rest, 12) || (rest.Length >= 40 && rest.Any(char.IsAsciiLetterUpper)));

    /// <summary>Random text of any length has digits and letters; names of things seldom.</summary>
    private static bool IsMixed(string rest) =>
        Randomness.IsMixed(rest) && rest.Count(c => c is '-' or '_') <= rest.Length / 6;
}

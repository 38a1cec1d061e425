namespace MdfMetrics.Cmdlets.Abstractions;

/// <summary>Where <c>Get-Help -Online</c> leads: the one public page that a release has.</summary>
internal static class HelpPage
{
    public const string Address = "https://www.powershellgallery.com/packages/MdfMetrics";
}

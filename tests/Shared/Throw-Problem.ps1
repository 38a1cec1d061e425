# Writes a cmdlet's terminating error: what tests in either language have for a command that fails.
function Throw-Problem {
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseApprovedVerbs', '', Justification = 'No approved verb throws.')]
    [CmdletBinding()]
    param($Message)
    $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new(
        [System.InvalidOperationException]::new($Message), 'Problem', 'InvalidOperation', $Message))
}

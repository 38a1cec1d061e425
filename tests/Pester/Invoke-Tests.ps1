<#
.SYNOPSIS
    Runs the Pester tests against the module of this checkout; exits with 1 when one fails.
#>
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.5 -MaximumVersion 5.99
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$result = Invoke-Pester -Configuration $configuration
Write-Output "Pester - Failed: $($result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount), Passed: $($result.PassedCount), Skipped: $($result.SkippedCount)"
exit [int]($result.Result -ne 'Passed')

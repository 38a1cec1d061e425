<#
.SYNOPSIS
    Runs the Pester tests against the module of this checkout; exits with 1 when one fails.
.DESCRIPTION
    With the Pester that restore downloads (dotnet restore tests/Unit/MdfMetrics.Module.Tests).
.PARAMETER Name
    The files that are run, by what stands before .Tests.ps1; all when none is given.
.PARAMETER ResultPath
    Where to write what became of each test, as JSON.
.EXAMPLE
    ./tests/Pester/Invoke-Tests.ps1 Get-MdfRun, Views
#>
[CmdletBinding()]
param(
    [string[]] $Name = '*',
    [string] $ResultPath
)

$ErrorActionPreference = 'Stop'
[xml] $versions = Get-Content "$PSScriptRoot/../../Directory.Packages.props" -Raw
$packages = (dotnet nuget locals global-packages --list) -replace '^global-packages: '
Import-Module (Join-Path $packages pester $versions.SelectSingleNode('//PesterVersion').InnerText tools Pester.psd1)

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Name -split ',' | ForEach-Object { "$PSScriptRoot/$_.Tests.ps1" }
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$result = Invoke-Pester -Configuration $configuration
if ($ResultPath) {
    $all = $result.Tests + $result.FailedContainers + $result.FailedBlocks
    $all | Select-Object Result,
        @{ Name = 'Name'; Expression = { $_.ExpandedPath ?? $_.Item.Name } },
        @{ Name = 'File'; Expression = { Split-Path -Leaf ($_.Block.BlockContainer ?? $_.BlockContainer ?? $_).Item } },
        @{ Name = 'Error'; Expression = { $_.ErrorRecord | ForEach-Object { "$_`n" + ($_.ScriptStackTrace -split "`n" -match 'tests.Pester' -join "`n") } | Join-String -Separator "`n" } } |
        ConvertTo-Json -AsArray | Set-Content $ResultPath
}

Write-Output "Pester - Failed: $($result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount), Passed: $($result.PassedCount), Skipped: $($result.SkippedCount)"
exit [int]($result.Result -ne 'Passed')

<#
.SYNOPSIS
    Changes the source a little, thousands of times, and tells by folder how often a test noticed.
.DESCRIPTION
    dotnet-stryker changes the given folders of Core and runs their tests against each change: half an hour to hours.
    The score counts a change that no test reaches as missed. The whole report lies in artifacts/mutations.
.PARAMETER Folder
    Folders of src/MdfMetrics.Core.
.PARAMETER TestsOf
    Folders of tests/Unit/MdfMetrics.Core.Tests whose tests are to notice; by default the same.
.PARAMETER Without
    Parts of names of tests that take seconds and are left out, so that a score is never too high for it.
.PARAMETER Missed
    Prints each change that no test noticed, too.
.EXAMPLE
    pwsh tests/Test-Mutations.ps1 Latency -Missed
.EXAMPLE
    pwsh -Command tests/Test-Mutations.ps1 Journal -TestsOf Journal, Runs, Workers, Watching
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [string[]] $Folder = @('Aggregation', 'Latency', 'Alerts', 'Comparison', 'Maintenance', 'Journal'),
    [string[]] $TestsOf = $Folder,
    [string[]] $Without = @('AMillion', 'OfManyValues', 'AnyPositiveDouble', 'AnySplitOrder', 'DamagedText',
        'GeneratedHistory', 'ByNoiseOnly', 'ReadersAndWriters', 'ReadersMeanwhile', 'ReadingMeanwhile',
        'KilledAfterAStep', 'ManyAtOnce', 'ManyRuns', 'MoreWorkersThanALimit', 'ExpectedNumber', 'AreNamedWhenTimeIsUp',
        'HalfAMinute', 'ForFourOfThem', 'WhileTheRunIsStopped', 'MayLive', 'SixteenWrite', 'IsBeingWritten_NeverWins',
        'AnyByteChanged', 'StaysTorn', 'EnginesReadAll'),
    [switch] $Missed
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$root = Split-Path $PSScriptRoot
$output = "$root/artifacts/mutations/$($Folder -join '+')"

$null = New-Item $output -ItemType Directory -Force
@{
    'stryker-config' = @{
        project            = 'MdfMetrics.Core.csproj'
        mutate             = @($Folder.ForEach{ "**/$_/**/*.cs" })
        reporters          = @('json', 'dots')
        concurrency        = [Environment]::ProcessorCount
        # A change that a test noticed by hanging is told from one on a machine that had other work.
        'additional-timeout' = 20000
        'test-case-filter' = '({0})&{1}' -f ($TestsOf.ForEach{ "FullyQualifiedName~.Tests.$_." } -join '|'),
            ($Without.ForEach{ "FullyQualifiedName!~$_" } -join '&')
    }
} | ConvertTo-Json -Depth 3 | Set-Content "$output/config.json"

Push-Location "$root/tests/Unit/MdfMetrics.Core.Tests"
try {
    dotnet stryker --config-file "$output/config.json" --output $output --skip-version-check > "$output/log.txt"
}
finally {
    Pop-Location
}

$files = (Get-Content "$output/reports/mutation-report.json" -Raw | ConvertFrom-Json -AsHashtable).files
$changes = foreach ($path in $files.Keys) {
    $file = [IO.Path]::GetRelativePath("$root/src/MdfMetrics.Core", $path)
    foreach ($mutant in $files[$path].mutants.Where{ $_.status -in 'Killed', 'Timeout', 'Survived', 'NoCoverage' }) {
        [pscustomobject] @{
            folder = ($file -split '[\\/]')[0]
            place  = "${file}:$($mutant.location.start.line)"
            status = $mutant.status
            change = "$($mutant.mutatorName): $($mutant.replacement)"
        }
    }
}

$changes | Group-Object folder | ForEach-Object {
    $noticed = $_.Group.Where{ $_.status -in 'Killed', 'Timeout' }.Count
    [pscustomobject] @{
        folder     = $_.Name
        changes    = $_.Count
        noticed    = $noticed
        timed_out  = $_.Group.Where{ $_.status -eq 'Timeout' }.Count
        unreached  = $_.Group.Where{ $_.status -eq 'NoCoverage' }.Count
        score      = [Math]::Round(100 * $noticed / $_.Count, 1)
    }
}

if ($Missed) {
    $changes | Where-Object status -in Survived, NoCoverage | Sort-Object place
}

#requires -Version 7.4
<#
.SYNOPSIS
    A small text pipeline over this repository's own files, measured: read, clean, count words.
.DESCRIPTION
    Runs in pwsh and, on machines without it, in mdf:
    dotnet run --project src/MdfMetrics.Host -- examples/Quickstart.ps1
.PARAMETER Source
    The folder whose text files are read.
.PARAMETER Store
    The folder that the metrics are kept in.
#>
[CmdletBinding()]
param(
    [string] $Source = "$PSScriptRoot/..",
    [string] $Store = './metrics'
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module MdfMetrics)) {
    Import-Module "$PSScriptRoot/../MdfMetrics.psd1"
}

# The input: the lines of the Markdown, C# and PowerShell files, without what a build left behind.
$files = [System.IO.Directory]::EnumerateFiles([System.IO.Path]::GetFullPath($Source), '*', 'AllDirectories') |
    Where-Object { $_ -match '\.(md|cs|ps1)$' -and $_ -notmatch '[\\/](bin|obj|artifacts|output|\.git)[\\/]' }

$seen = [System.Collections.Generic.HashSet[string]]::new()
$duplicates = @{ distinct_lines = 0 }
$words = @{}

$run = Start-MdfRun -Path $Store -Tag @{ example = 'quickstart' } -PassThru {
    Enter-MdfStage clean {
        $lines = $files | ForEach-Object { [System.IO.File]::ReadLines($_) } |
            Measure-MdfOperator drop_blank { if ($_.Trim()) { $_ } } |
            Measure-MdfOperator drop_short { if ($_.Length -ge 20) { $_ } } |
            Measure-MdfOperator deduplicate -CustomMetric $duplicates {
                if ($seen.Add($_)) {
                    $duplicates.distinct_lines++
                    $_
                }
            }
    }

    Enter-MdfStage count {
        $lines |
            Measure-MdfOperator keep_prose { if ($_ -match '^\s*(//|#|<!--|[A-Z])') { $_ } } |
            Measure-MdfOperator count_words {
                foreach ($word in $_.ToLowerInvariant() -split '\W+') {
                    if ($word.Length -gt 3) {
                        $words[$word]++
                    }
                }
                $_
            } |
            Out-Null
    }
}

"Recorded $($run.run_id): $($words.Count) different words."

''
'Runs with a pass rate below 90 % (the alert):'
Get-MdfRun -Path $Store | Where-Object pass_rate -lt 90 | Out-Default

'Stages:'
$run | Get-MdfStageMetric | Out-Default

'Operators:'
$run | Get-MdfOperatorMetric | Out-Default

'Files:'
[System.IO.Directory]::EnumerateFiles($run.store, "*$($run.run_id.Substring(4))*", 'AllDirectories')

<#
.SYNOPSIS
    Fills a folder with what the examples of help and README find there: raw.txt, pipeline.yaml and a store, metrics.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path
)

$ErrorActionPreference = 'Stop'
Set-Content "$Path/raw.txt" (('  Alpha', '', 'beta ', '', 'Gamma') * 40)
$null = New-Item "$Path/configs" -ItemType Directory
Copy-Item "$PSScriptRoot/../../configs/example_with_metrics.yaml" "$Path/pipeline.yaml"
Copy-Item "$PSScriptRoot/../../configs/example_with_metrics.yaml" "$Path/configs"

foreach ($night in '0123', '0124') {
    Start-MdfRun -RunId "nightly-$night" -Path "$Path/metrics" -Tag @{ team = 'search' } {
        Enter-MdfStage clean {
            $lines = Get-Content "$Path/raw.txt" |
                Measure-MdfOperator drop_blank { if ($_) { $_ } } |
                Measure-MdfOperator trim { $_.Trim() }
        }
        Enter-MdfStage count { $lines | Measure-MdfOperator count_words { ($_ -split '\W+').Count } | Out-Null }
    }
}

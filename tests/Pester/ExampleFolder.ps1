<#
.SYNOPSIS
    Fills a folder with what the examples of help and README find there: raw.txt, pipeline.yaml, a store, metrics, and of
    the repository the pipeline that configs/example_with_metrics.yaml describes.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path
)

$ErrorActionPreference = 'Stop'
Set-Content "$Path/raw.txt" (('  Alpha', '', 'beta ', '', 'Gamma') * 40)
$root = "$PSScriptRoot/../.."
Copy-Item "$root/configs/example_with_metrics.yaml" "$Path/pipeline.yaml"
Copy-Item "$root/configs", "$root/examples", "$root/README.md" $Path -Recurse
$null = New-Item "$Path/docs/en-US" -ItemType Directory
Copy-Item "$root/docs/schema.md" "$Path/docs"
Copy-Item "$root/docs/en-US/Get-MdfRun.md" "$Path/docs/en-US"

foreach ($night in '0123', '0124') {
    Start-MdfRun -RunId "nightly-$night" -PipelineName nightly -Path "$Path/metrics" -Tag @{ team = 'search' } {
        Enter-MdfStage clean {
            $lines = Get-Content "$Path/raw.txt" |
                Measure-MdfOperator drop_blank { if ($_) { $_ } } |
                Measure-MdfOperator trim { $_.Trim() }
        }
        Enter-MdfStage count { $lines | Measure-MdfOperator count_words { ($_ -split '\W+').Count } | Out-Null }
    }
}

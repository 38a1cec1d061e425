<#
.SYNOPSIS
    Fills a folder with what the examples of help, README and docs find there: raw.txt, part.jsonl, pipeline.yaml, a
    store, metrics, another of which a run's process was killed, crashed, what the drivers of Ray wrote, and of the
    repository the pipeline that configs/example_with_metrics.yaml describes.
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

Set-Content "$Path/part.jsonl" (1..20 | ForEach-Object { "{`"id`": $_}" })
Set-Content "$Path/stats.json" '[{"Encode": {"input_records": 10, "output_records": 9, "total_time": 0.5}}]'
Set-Content "$Path/executor.json" '{"filter": {"UrlFilter": {"input_records": 10, "output_records": 9, "total_time": 0.5}}}'

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

# A process that is killed while its run goes on.
. "$PSScriptRoot/PwshCommand.ps1"
pwsh -NoProfile -NonInteractive -Command @"
Import-Module '$root/MdfMetrics.psd1'
`$null = Start-MdfRun -RunId nightly-0125 -PipelineName nightly -Path '$Path/crashed'
Enter-MdfStage clean
1..40 | Measure-MdfOperator trim { `$_ } | Out-Null
Stop-Process -Id `$PID -Force
"@ *> $null

# The worker of docs/ray.md, at work.
Copy-Item "$root/python/mdf_worker.py" $Path
$page = (Get-Content "$root/docs/ray.md" -Raw) -replace "`r"
$worker = [regex]::Match($page, '(?ms)^```python\n(.*?)^```').Groups[1].Value
Set-Content "$Path/job.py" "${worker}parse(' a '); parse(' '); Embed()({'text': ['one', 'three']})"

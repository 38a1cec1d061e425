<#
.SYNOPSIS
    What scripts do most with the module, once each: benchmarks/startup-profile.ps1 records which code that needs.
.PARAMETER Folder
    An empty folder for the stores.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Folder
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../MdfMetrics.psd1"
Set-Location $Folder
Set-Content pipeline.yaml @'
name: profile
executor:
  metrics: {output_path: ./metrics, collect_custom_metrics: true}
'@
Set-Content rules.yaml @'
rules:
  - {name: rate, condition: pass_rate < 90%}
  - {name: slow, operator: keep, condition: p95_latency > 1s}
'@

foreach ($turn in 1..6) {
    Start-MdfRun -ConfigPath pipeline.yaml -Tag @{ team = 'data' } {
        Enter-MdfStage clean {
            $null = 1..200 |
                Measure-MdfOperator keep { if ($_ % 2) { $_ } } -CustomMetric @{ x = 1 } |
                Measure-MdfOperator pass { $_ }
        }
    }
}
$null = Start-MdfRun -Path ./metrics
Enter-MdfStage load
$null = 1..10 | Measure-MdfOperator read { $_ }
Exit-MdfStage
$null = Stop-MdfRun | Out-String
$null = Start-MdfRun -Path ./plain { Enter-MdfStage s { 1..100 | Measure-MdfOperator o { $_ } } }

$null = Get-MdfRun | Out-String
$null = Get-MdfRun -Last 2 -Status completed -Since 1d -Tag @{ team = 'data' }
$null = Get-MdfRun -Last 1 | Get-MdfStageMetric | Out-String
$null = Get-MdfRun -Last 1 | Get-MdfOperatorMetric | Out-String
$null = Get-MdfOperatorMetric -Merge
$null = Test-MdfAlert -RulePath rules.yaml
$null = Clear-MdfMetrics -OlderThan 30d
Set-Location $PSScriptRoot

BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Invoke-MdfPipeline' {
    BeforeAll {
        function Get-Number([int] $Count) { 1..$Count }
        filter Select-Odd { if ($_ % 2) { $_ } }
        filter Add-Problem([int] $At) { if ($_ -eq $At) { throw "bad $_" }; $_ }

        function New-PipelineFile([string] $Operators, [string] $Rest = '') {
            $file = Join-Path $TestDrive "$([guid]::NewGuid()).yaml"
            Set-Content $file @"
data_loader: {type: Get-Number, params: {count: 10}}
stages: [{name: stage, operators: [$Operators]}]
$Rest
"@
            $file
        }
    }

    It 'runs functions of the session and cmdlets, and returns the run' {
        $file = New-PipelineFile '{name: Select-Odd}, {name: Sort-Object, params: {descending: true}}'
        $output = Invoke-MdfPipeline $file -Path (New-Store) -PassThru

        $output[0..4] | Should -Be 9, 7, 5, 3, 1
        $output[5].status | Should -Be 'completed'
        $output[5].pass_rate | Should -Be 50
        ($output[5] | Get-MdfOperatorMetric).operator_name | Should -Be 'Select-Odd', 'Sort-Object'
    }

    It 'keeps a failed run, and ends the script with the original error' {
        $file = New-PipelineFile '{name: Add-Problem, params: {at: 4}}'
        $store = New-Store
        $failure = Get-Failure { Invoke-MdfPipeline $file -Path $store -RunId r 3>$null; 'not reached' }

        $failure.ToString() | Should -Be 'bad 4'
        (Get-MdfRun r -Path $store).error | Should -Be 'stage/Add-Problem, record 4 on worker_0: bad 4'
    }

    It 'passes over a bad record with on_error: skip' {
        $file = New-PipelineFile '{name: Add-Problem, params: {at: 4}}' 'executor: {on_error: skip}'
        $run = Invoke-MdfPipeline $file -Path (New-Store) -ErrorVariable problems -ErrorAction SilentlyContinue

        $run.total_output_records | Should -Be 9
        $run.total_errors | Should -Be 1
        "$problems" | Should -Be 'stage/Add-Problem, record 4 on worker_0: bad 4'
    }

    It 'tells everything that is wrong with line and column, and runs nothing' {
        $file = New-PipelineFile '{name: Select-Od}, {name: Add-Problem, params: {where: 1}}'
        $store = New-Store
        $failure = Get-Failure { Invoke-MdfPipeline $file -Path $store -ErrorAction Stop }

        $failure.FullyQualifiedErrorId | Should -BeLike 'ConfigInvalid,*'
        $failure.CategoryInfo.Category | Should -Be 'InvalidData'
        $failure.TargetObject | Should -Be $file
        "$failure" | Should -BeLike '2 things are wrong:*(2,43)*''Select-Odd''?*(2,84)*it has -At.*'
        Test-Path $store | Should -BeFalse
    }

    It 'runs nothing under -WhatIf' {
        $store = New-Store
        Invoke-MdfPipeline (New-PipelineFile '{name: Select-Odd}') -Path $store -WhatIf | Should -BeNullOrEmpty
        Test-Path $store | Should -BeFalse
    }

    It 'shows what the commands say' {
        function Get-Number([int] $Count) { Write-Warning 'w'; Write-Verbose 'v'; Write-Host 'h'; 1..$Count }
        $streams = Invoke-MdfPipeline (New-PipelineFile '{name: Select-Odd}') -Path (New-Store) -Verbose *>&1
        $streams.Where({ $_ -is [System.Management.Automation.WarningRecord] }).Message | Should -Be 'w'
        $streams.Where({ $_ -is [System.Management.Automation.VerboseRecord] }).Message | Should -Contain 'v'
        $streams.Where({ $_ -is [System.Management.Automation.InformationRecord] }).MessageData.Message | Should -Be 'h'
    }

    It 'runs the example of this repository' {
        Push-Location $root
        try {
            $run = Invoke-MdfPipeline configs/example_with_metrics.yaml -Path (New-Store) -MaxSamples 200
        }
        finally {
            Pop-Location
        }

        $run.total_input_records | Should -Be 200
        ($run | Get-MdfStageMetric).num_workers | Should -Be 2, 1
    }

    It 'exits with 1 from a script that it ends' {
        $file = New-PipelineFile '{name: Sort-Object}'
        (Get-Content $file) -replace 'Get-Number.*', 'Get-Nothing}' | Set-Content $file
        $script = Join-Path $TestDrive 'run.ps1'
        Set-Content $script @"
Import-Module '$root/MdfMetrics.psd1'
function Get-Nothing { throw 'x' }
Invoke-MdfPipeline '$file' -Path '$(New-Store)'
"@
        $null = pwsh -NoProfile -File $script 2>&1
        $LASTEXITCODE | Should -Be 1
    }
}

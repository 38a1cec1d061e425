BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"

    # For each cmdlet a call that does what it is for, in a $folder with a $store, and what comes before it. Those that change files must change some here, so that -WhatIf is seen to prevent it.
    $live = '$null = Start-MdfRun -RunId live -Path $store -Configuration @{ executor = @{ metrics = @{ checkpoint_interval = 3600 } } }'
    $calls = @(
        @{ Name = 'Add-MdfOperatorMetric'; Before = $live; Call = 'Add-MdfOperatorMetric o -StageName s -InputRecords 1 -PassThru' }
        @{ Name = 'Add-MdfStageMetric'; Before = $live; Call = 'Add-MdfStageMetric s -InputRecords 1 -PassThru' }
        @{ Name = 'Clear-MdfMetrics'; Call = 'Clear-MdfMetrics -Path $store -MaxSize 1' }
        @{ Name = 'Compare-MdfRun'; Call = 'Compare-MdfRun one two -Path $store' }
        @{ Name = 'Connect-MdfRun'; Before = $live; Call = 'Connect-MdfRun live -Path $store -WorkerId w' }
        @{ Name = 'Disconnect-MdfRun'; Before = "$live; `$null = Connect-MdfRun live -Path `$store -WorkerId w"; Call = 'Disconnect-MdfRun' }
        @{ Name = 'Enter-MdfStage'; Before = $live; Call = 'Enter-MdfStage s { 1 }' }
        @{ Name = 'Exit-MdfStage'; Before = "$live; Enter-MdfStage s"; Call = 'Exit-MdfStage' }
        @{ Name = 'Export-MdfDashboard'; Call = 'Export-MdfDashboard "$folder/d" -Store $store -PassThru' }
        @{ Name = 'Export-MdfMetrics'; Call = 'Get-MdfRun one -Path $store | Export-MdfMetrics "$folder/other" -PassThru' }
        @{ Name = 'Export-MdfPrometheus'; Call = 'Export-MdfPrometheus "$folder/mdf.prom" -Store $store -PassThru' }
        @{ Name = 'Export-MdfReport'; Call = 'Export-MdfReport one -LiteralPath $store -Path "$folder/r.html" -PassThru' }
        @{ Name = 'Export-MdfTrace'; Call = 'Export-MdfTrace one -LiteralPath $store -Path "$folder/t.json"' }
        @{ Name = 'Get-MdfOperatorMetric'; Call = 'Get-MdfOperatorMetric one -Path $store' }
        @{ Name = 'Get-MdfRun'; Before = $live; Call = 'Get-MdfRun -Path $store; Get-MdfRun -Current' }
        @{ Name = 'Get-MdfStageMetric'; Call = 'Get-MdfStageMetric one -Path $store' }
        @{
            Name = 'Get-MdfSummary'; Before = 'Update-MdfSummary Day -Path $store'
            Call = "'Run', 'Stage', 'Operator' | ForEach-Object { Get-MdfSummary Day -Level `$_ -Path `$store }"
        }
        @{
            Name = 'Invoke-MdfPipeline'; Before = 'Set-Content "$folder/p.yaml" "data_loader: {type: Get-Date}`nstages: [{name: s, operators: [{name: Get-Unique}]}]"'
            Call = 'Invoke-MdfPipeline "$folder/p.yaml" -Path $store -PassThru'
        }
        @{ Name = 'Measure-MdfOperator'; Before = "$live; Enter-MdfStage s"; Call = '1 | Measure-MdfOperator o { $_ }' }
        @{ Name = 'Optimize-MdfMetrics'; Call = 'Optimize-MdfMetrics -Path $store -Before (Get-Date).AddMinutes(1)' }
        @{ Name = 'Remove-MdfRun'; Call = 'Remove-MdfRun one -Path $store -PassThru' }
        @{
            Name = 'Repair-MdfMetrics'; Before = 'Set-Content "$store/runs/run_torn.parquet" torn -NoNewline'
            Call = 'Test-MdfMetrics -Path $store | Repair-MdfMetrics -PassThru'
        }
        @{ Name = 'Restore-MdfRun'; Before = "$live; Copy-Item `$store `$folder/crashed -Recurse"; Call = 'Restore-MdfRun live -Path "$folder/crashed" -Force' }
        @{ Name = 'Set-MdfRun'; Call = "Set-MdfRun one -Path `$store -Tag @{ keep = 'yes' } -PassThru" }
        @{ Name = 'Start-MdfRun'; Call = 'Start-MdfRun -Path $store -PassThru { Enter-MdfStage s { $null = 1 | Measure-MdfOperator o { $_ } } }; Start-MdfRun -Path $store' }
        @{ Name = 'Stop-MdfRun'; Before = $live; Call = 'Stop-MdfRun' }
        @{ Name = 'Test-MdfAlert'; Call = "Test-MdfAlert -Path `$store -Rule 'status = failed' -StatePath `"`$folder/state.json`"" }
        @{ Name = 'Test-MdfMetrics'; Before = 'Set-Content "$store/runs/run_torn.parquet" torn'; Call = 'Test-MdfMetrics -Path $store' }
        @{ Name = 'Update-MdfSummary'; Call = 'Update-MdfSummary Day -Path $store -PassThru' }
        @{ Name = 'Watch-MdfRun'; Call = 'Watch-MdfRun failed -Path $store' }
    )

    # Recording cmdlets write only what the run's own -WhatIf lets them; the others read.
    foreach ($call in $calls) {
        $call.IsChanging = $call.Name -notmatch '^(Add|Compare|Enter|Exit|Get|Measure|Watch)-|^Test-MdfMetrics$'
    }
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $commands = Get-Command -Module MdfMetrics
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
    $parameters = foreach ($command in $commands) {
        foreach ($parameter in $command.Parameters.Values | Where-Object Name -NotIn $common) {
            $type = $parameter.ParameterType
            if ($type.IsArray) { $type = $type.GetElementType() }
            [pscustomobject]@{
                Command = $command.Name
                Name = $parameter.Name
                Aliases = $parameter.Aliases
                # What one value of it is.
                Type = [System.Nullable]::GetUnderlyingType($type) ?? $type
                Attributes = $parameter.Attributes
            }
        }
    }

    $template = New-FilledStore
}

Describe 'The cmdlets' {
    It 'have singular nouns, but for the store of all metrics' {
        $commands.Noun -match 's$' | Sort-Object -Unique | Should -Be MdfMetrics, MdfPrometheus
    }

    It 'are all called below' -ForEach @{ Names = $calls.Name } {
        $Names | Sort-Object | Should -Be ($commands.Name | Sort-Object)
    }

    It 'mean the same by a parameter of one name' {
        # Where one takes more than another: runs as objects, filters beside what is set, JSON; and levels and periods.
        $wider = 'RunId', 'Tag', 'CustomMetric', 'InputObject', 'Level', 'Period'
        $parameters | Group-Object Name | Where-Object Name -NotIn $wider | ForEach-Object {
            $_.Group.Type.Name | Sort-Object -Unique | Should -HaveCount 1 -Because "-$($_.Name) of $($_.Group.Command -join ', ')"
        }
    }

    It 'take the columns'' names as aliases of parameters' {
        foreach ($column in 'run_id', 'pipeline_name', 'stage_name', 'operator_name') {
            $name = -join ($column -split '_' | ForEach-Object { $_.Substring(0, 1).ToUpper() + $_.Substring(1) })
            $of = $parameters | Where-Object Name -EQ $name
            $of | Should -Not -BeNullOrEmpty
            foreach ($parameter in $of) {
                $parameter.Aliases | Should -Contain $column -Because "$($parameter.Command) -$name"
            }
        }
    }

    It 'complete every value that comes from a set or a store' {
        $sets = 'RunId', 'PipelineName', 'StageName', 'OperatorName', 'Reference', 'Difference', 'Role', 'Status', 'KeepStatus',
            'FailSeverity', 'Level', 'Period', 'PartitionBy', 'OnError', 'TimeZone'
        $sets | Should -Be ($sets | Where-Object { $_ -in $parameters.Name })
        foreach ($parameter in $parameters | Where-Object Name -In $sets) {
            # The id of a run that begins is a new one.
            if ("$($parameter.Command) $($parameter.Name)" -in 'Start-MdfRun RunId', 'Invoke-MdfPipeline RunId') { continue }
            $completes = $parameter.Attributes.Where{
                $_ -is [System.Management.Automation.ArgumentCompleterAttribute] -or
                $_ -is [System.Management.Automation.ValidateSetAttribute]
            }
            ($completes.Count -gt 0 -or $parameter.Type.IsEnum) | Should -BeTrue -Because "$($parameter.Command) -$($parameter.Name) should complete"
        }
    }
}

Describe '<Name>' -ForEach $calls {
    BeforeAll {
        $folder = (New-Item (New-Store) -ItemType Directory).FullName
        $store = "$folder/store"
        Copy-Item $template $store -Recurse

        $WarningPreference = 'Ignore'
        . ([scriptblock]::Create("$Before"))
        if ($IsChanging) {
            # What the caller prefers is what each cmdlet has for its own -WhatIf.
            $before = Get-ContentHash $folder
            $null = & { $WhatIfPreference = $true; . ([scriptblock]::Create($Call)) }
            $afterWhatIf = Get-ContentHash $folder
        }

        $output = @(. ([scriptblock]::Create($Call)))
        if ($IsChanging) { $after = Get-ContentHash $folder }
    }

    AfterAll {
        # What is current still: the worker, then the run.
        while ($run = $(try { Get-MdfRun -Current } catch { $null })) {
            try { $null = Stop-MdfRun $run -WaitTimeout 0 -WarningAction Ignore }
            catch { Disconnect-MdfRun $run }
        }
    }

    It 'writes what its OutputType says' {
        $declared = (Get-Command $Name).OutputType.Type
        $declared | Should -Not -BeNullOrEmpty
        if ($declared -eq [void]) {
            $output | Should -BeNullOrEmpty
            return
        }

        $types = $output | ForEach-Object { $_.psobject.BaseObject.GetType() } | Sort-Object -Unique
        $types | Should -Not -BeNullOrEmpty
        # What a block gives is of any type.
        if ($declared -notcontains [object]) {
            $types | Should -BeIn $declared
        }
        foreach ($type in $declared.Where{ $_.Namespace -like 'MdfMetrics*' }) {
            $types | Should -Contain $type
        }
    }

    if ($IsChanging) {
        It 'changes nothing under -WhatIf that it would change otherwise' {
            (Get-Command $Name).Parameters.ContainsKey('WhatIf') | Should -BeTrue
            $afterWhatIf | Should -Be $before
            Compare-Object $after $before | Should -Not -BeNullOrEmpty
        }
    }
}

BeforeDiscovery {
    # The engine that the unit tests are when they are started as a program.
    $isTested = Test-Path "$PSHOME/MdfMetrics.Module.Tests.dll"
    $snippets = @(if (-not $isTested) { & "$PSScriptRoot/../Shared/ForEachSnippets.ps1" })
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $state = [initialsessionstate]::CreateDefault2()
    $setup = Get-Content "$root/tests/Shared/Throw-Problem.ps1" -Raw
    $record = "Import-Module '$root/MdfMetrics.psd1'; `$null = Start-MdfRun -Path '$TestDrive/snippets'; Enter-MdfStage s"

    # What a snippet puts out, its errors and how it ends, in a runspace of its own.
    function Get-Outcome([string] $Script, [string] $Before) {
        $shell = [powershell]::Create($state)
        try {
            $null = $shell.AddScript("$setup`n$Before").Invoke()
            $shell.Commands.Clear()
            $shell.Streams.ClearStreams()
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $end = 'ended'
            try { $shell.AddScript($Script).Invoke($null, $output) }
            catch { $end = "$($_.Exception.InnerException)" -replace '(?s)\r?\n.*' }
            $errors = $shell.Streams.Error | ForEach-Object { "$(($_.FullyQualifiedErrorId -split ',')[0]) $_" }
            $values = $output | ForEach-Object { if ($null -eq $_) { 'null' } else { "$($_.GetType().Name) $_" } }
            @($values; 'errors'; $errors; $end) -join "`n"
        }
        finally {
            $runspace = $shell.Runspace
            $shell.Dispose()
            $runspace.Dispose()
        }
    }
}

Describe 'The snippets' {
    It 'are not tested, because <_>' -ForEach @(if ($isTested) { 'ForEachObjectTests runs them in this engine' }) {
        Set-ItResult -Skipped -Because $_
    }

    It 'are found' -ForEach @(if (-not $isTested) { @{ Count = $snippets.Count } }) {
        $Count | Should -BeGreaterThan 10
    }
}

Describe 'Measure-MdfOperator, as ForEach-Object does,' {
    It '<Name>' -ForEach $snippets {
        $expected = Get-Outcome ($Script -creplace 'EACH', 'ForEach-Object')
        $actual = Get-Outcome ($Script -creplace 'EACH', 'Measure-MdfOperator "op$($script:op++)"') $record

        $actual | Should -Be $expected
    }
}
